// The line at the top of both pages: sign in, or who is signed in.

import { signIn, signOut, watch } from "./session.js";

const line = document.querySelector("#line");
line.innerHTML = `
  <strong>Fandesk</strong>
  <span class="endpoint">/graphql</span>
  <span class="trouble" role="alert"></span>
  <form>
    <input name="email" type="email" placeholder="Email" aria-label="Email" autocomplete="username" required>
    <input name="password" type="password" placeholder="Password" aria-label="Password"
      autocomplete="current-password" required>
    <button class="button">Sign in</button>
  </form>
  <div class="signed-in" role="status">
    <span class="dot" aria-hidden="true"></span><span class="name"></span><span class="role"></span>
    <button class="button plain" type="button">Sign out</button>
  </div>`;

const form = line.querySelector("form");
const signedIn = line.querySelector(".signed-in");
const trouble = line.querySelector(".trouble");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { email, password } = form.elements;
  attempt(async () => {
    await signIn(email.value, password.value);
    password.value = "";
  });
});

signedIn.querySelector("button").addEventListener("click", () => attempt(signOut));

watch((agent) => {
  form.hidden = agent !== null;
  signedIn.hidden = agent === null;
  signedIn.querySelector(".name").textContent = agent?.name ?? "";
  signedIn.querySelector(".role").textContent = agent?.role ?? "";
});

async function attempt(action) {
  trouble.textContent = "";
  try {
    await action();
  } catch (error) {
    trouble.textContent = error.message;
  }
}
