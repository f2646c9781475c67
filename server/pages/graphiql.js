// Starts GraphiQL for /graphql, signed in with the session of the line above it.
/* global GraphiQL, React, ReactDOM, graphqlWs */

import { TABS } from "./examples.js";
import { agent, authorization, signedInFetch } from "./session.js";

const REMEMBERED = 50; // results of a subscription

const socketUrl = new URL("/graphql", location.href);
socketUrl.protocol = location.protocol === "https:" ? "wss:" : "ws:";

// The server closes a socket when its token ends (4403): the client comes back with the next one and goes on.
const sockets = graphqlWs.createClient({
  url: socketUrl.href,
  connectionParams: async () => ({ authorization: await authorization() }),
  shouldRetry: () => agent() !== null,
});

// GraphiQL shows the last result only, and one message of a fan is two events: so each result brings those before it.
const remembering = {
  ...sockets,
  subscribe(operation, sink) {
    if (!agent()) {
      sink.next({ errors: [{ message: "Nobody is signed in: use the line at the top, then run this again." }] });
      // Later, because GraphiQL listens only after this returns.
      setTimeout(() => sink.complete());
      return () => {};
    }
    const newestFirst = [];
    const next = ({ data, errors }) => {
      newestFirst.unshift(errors ? { data, errors } : data);
      newestFirst.splice(REMEMBERED);
      sink.next({ newestFirst });
    };
    return sockets.subscribe(operation, { ...sink, next });
  },
};

const fetcher = GraphiQL.createFetcher({ url: "/graphql", fetch: signedInFetch, wsClient: remembering });

ReactDOM.createRoot(document.querySelector("#graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultTabs: TABS, defaultEditorToolsVisibility: "variables" }),
);
