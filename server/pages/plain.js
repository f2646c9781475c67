// The bench without GraphiQL: one operation, its variables, the answer.

import { TABS } from "./examples.js";
import { signedInFetch } from "./session.js";

const operation = document.querySelector("#operation");
const variables = document.querySelector("#variables");
const answer = document.querySelector("#answer");

operation.value = TABS[0].query;
document.querySelector("#run").addEventListener("click", run);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});

async function run() {
  answer.textContent = "…";
  try {
    const body = JSON.stringify({ query: operation.value, variables: JSON.parse(variables.value || "{}") });
    const headers = { "content-type": "application/json" };
    const response = await signedInFetch("/graphql", { method: "POST", headers, body });
    answer.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    answer.textContent = error.message;
  }
}
