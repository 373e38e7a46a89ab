/**
 * Whose token is sent: one that was pasted, or one from an OpenID Connect issuer, by authorization code with PKCE.
 *
 * It is kept in sessionStorage: through a reload, but for this tab alone and no longer than the tab. Any script in the
 * page could read it, there or in a variable; what keeps strange scripts out is the policy at the top of index.html.
 */

import { issuer } from "./config.js";

const here = location.origin + location.pathname;

export const token = () => sessionStorage.getItem("token");
/** @param {string} text */
export const use = (text) => sessionStorage.setItem("token", text.trim());
export const signOut = () => sessionStorage.clear();

/** Send the person to the issuer, who sends them back here. */
export async function begin() {
  if (!issuer) return;
  const { authorization_endpoint } = await configuration(issuer.url);
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem("begun", JSON.stringify({ verifier, state }));
  const question = new URLSearchParams({
    ...{ response_type: "code", client_id: issuer.client, redirect_uri: here, scope: "openid", ...issuer.parameters },
    ...{ state, code_challenge: await sha256(verifier), code_challenge_method: "S256" },
  });
  location.assign(`${authorization_endpoint}?${question}`);
}

/** Where the issuer has just sent the person back, trade the code in the address for a token. */
export async function finish() {
  const said = new URLSearchParams(location.search);
  if (!issuer || !said.has("state")) return;
  history.replaceState(null, "", here); // the code works once: it is nothing to reload, or to keep in a history
  const begun = JSON.parse(sessionStorage.getItem("begun") ?? "{}");
  sessionStorage.removeItem("begun");
  if (said.get("state") !== begun.state) throw new Error("That sign-in was not begun in this tab. Please try again.");
  const code = said.get("code");
  if (!code) throw new Error(`You were not signed in: ${said.get("error_description") ?? said.get("error")}`);
  const { token_endpoint } = await configuration(issuer.url);
  const answer = await fetch(token_endpoint, {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "authorization_code", code, code_verifier: begun.verifier },
      ...{ redirect_uri: here, client_id: issuer.client },
    }),
  });
  const { access_token, error_description, error } = await answer.json();
  if (!access_token) throw new Error(`You were not signed in: ${error_description ?? error}`);
  use(access_token);
}

/** @param {string} url */
async function configuration(url) {
  const said = await (await fetch(`${url}/.well-known/openid-configuration`)).json();
  if (said.issuer !== url) throw new Error(`${url} calls itself something else.`);
  return said;
}

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
/** @param {string} text */
const sha256 = async (text) => base64url(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
/** @param {ArrayBuffer | Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
