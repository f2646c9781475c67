// The tabs that a first visit finds. GraphiQL keeps what becomes of them in this browser.

const INBOX = `# The inbox, what moved last first.
# Sign in at the top, then run it.
query Inbox {
  conversations(first: 10, filter: {statuses: [OPEN]}) {
    edges {
      node {
        id
        unreadCount
        lastMessageAt
        fan { displayName isFollowing }
        account { name }
        lastMessage { kind text status }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const CONVERSATION = `# One conversation from old to new.
# Copy an id from the inbox into the variables.
query Conversation($id: ID!) {
  conversation(id: $id) {
    status
    fan { displayName }
    messages(last: 50) {
      edges {
        node {
          direction
          kind
          text
          status
          refusal { code message }
          createdAt
          sender { ... on Agent { name } ... on Fan { displayName } }
        }
      }
      pageInfo { hasPreviousPage startCursor }
    }
  }
}
`;

const SEND = `# Answers the fan. The message is SCHEDULED first:
# the events tell what becomes of it.
mutation Send($conversationId: ID!, $body: String!) {
  sendMessage(input: {conversationId: $conversationId, content: {text: {body: $body}}}) {
    message { id status }
    userErrors { code message field }
  }
}
`;

const EVENTS = `# Everything that happens from now on.
# Run it, then write something on a fan's phone.
subscription Events {
  events {
    __typename
    cursor
    ... on MessageAdded {
      message {
        direction
        text
        status
        conversation { id fan { displayName } }
      }
    }
    ... on MessageChanged {
      message { text status refusal { code message } }
    }
    ... on ConversationChanged {
      conversation { id status unreadCount }
    }
    ... on FanChanged {
      fan { displayName isFollowing }
    }
    ... on ResyncRequired {
      reason
    }
  }
}
`;

const SIGN_IN = `# What the line at the top does. A client sends
# the token as "Authorization: Bearer …".
mutation SignIn($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) {
    session {
      accessToken
      accessTokenExpiresAt
      refreshToken
      agent { id name role }
    }
    userErrors { code message field }
  }
}
`;

export const TABS = [
  tab(INBOX),
  tab(CONVERSATION, { id: "cnv_…" }),
  tab(SEND, { conversationId: "cnv_…", body: "您好，请问有什么可以帮您？" }),
  tab(EVENTS),
  tab(SIGN_IN, { email: "you@company.example", password: "" }),
];

function tab(query, variables) {
  return { query, variables: variables && JSON.stringify(variables, null, 2), headers: null };
}
