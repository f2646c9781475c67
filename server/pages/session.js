// One signed-in session of this tab: kept until the tab is closed, refreshed before its access token ends.

const KEPT_AS = "fandesk.session";
const EARLY = 60_000; // milliseconds before its end at which a token is replaced

const SESSION = "session { accessToken accessTokenExpiresAt refreshToken agent { name role } } userErrors { message }";
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { ${SESSION} }
}`;
const REFRESH = `mutation ($refreshToken: String!) { refreshSession(input: {refreshToken: $refreshToken}) { ${SESSION} } }`;
const SIGN_OUT = `mutation ($refreshToken: String!) { signOut(input: {refreshToken: $refreshToken}) { userErrors { message } } }`;

let session = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "null");
let refreshing = null;
let timer = null;
const watchers = [];

/** Call `watcher` with the agent, or null, now and whenever it changes. */
export function watch(watcher) {
  watchers.push(watcher);
  watcher(agent());
}

export function agent() {
  return session?.agent ?? null;
}

/** Throws an Error with a sentence where email or password is wrong. */
export async function signIn(email, password) {
  keep(granted((await ask(SIGN_IN, { email, password })).signIn));
}

export async function signOut() {
  const { refreshToken } = session;
  keep(null);
  await ask(SIGN_OUT, { refreshToken });
}

/** `Bearer …` of a token that still lives a while; null when nobody is signed in. */
export async function authorization() {
  if (session && endsIn() < EARLY) await refresh();
  return session && `Bearer ${session.accessToken}`;
}

/** Like fetch, signed in unless the request says who asks. */
export async function signedInFetch(url, options = {}) {
  const headers = new Headers(options.headers);
  const bearer = headers.has("authorization") ? null : await authorization();
  if (bearer) headers.set("authorization", bearer);
  return fetch(url, { ...options, headers });
}

function refresh() {
  // Two at once would use the refresh token twice, and that ends the session.
  refreshing ??= refreshOnce().finally(() => { refreshing = null; });
  return refreshing;
}

async function refreshOnce() {
  const { refreshSession } = await ask(REFRESH, { refreshToken: session.refreshToken });
  keep(refreshSession.session);
}

async function ask(query, variables) {
  const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
  const answer = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

function granted(payload) {
  if (payload.userErrors.length) throw new Error(payload.userErrors[0].message);
  return payload.session;
}

function keep(fresh) {
  session = fresh;
  if (session) sessionStorage.setItem(KEPT_AS, JSON.stringify(session));
  else sessionStorage.removeItem(KEPT_AS);
  wakeInTime();
  watchers.forEach((watcher) => watcher(agent()));
}

function wakeInTime() {
  clearTimeout(timer);
  if (session) timer = setTimeout(() => authorization().catch(() => {}), Math.max(endsIn() - EARLY, 1_000));
}

function endsIn() {
  return Date.parse(session.accessTokenExpiresAt) - Date.now();
}

wakeInTime();
