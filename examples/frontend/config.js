/** Where Afterword answers. The policy at the top of index.html has to permit it too. */
export const api = "http://127.0.0.1:8000";

/**
 * Who signs people in, by OpenID Connect; null: they paste a token. The policy in index.html has to permit its URL too.
 * `parameters` tell it which API the token is for, in its own words: `audience`, `resource` or no more than a scope.
 * @type {{url: string, client: string, parameters: Record<string, string>} | null}
 */
export const issuer = null;
