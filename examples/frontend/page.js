/** Small things that every part of the page needs. Data becomes text, never markup: there is no innerHTML anywhere. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...(Node | string | false | null | undefined)} children
 */
export function h(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => typeof child === "string" || child instanceof Node));
  return element;
}

/** @template {Element} T @param {string} selector @param {new () => T} kind @returns {T} */
export function find(selector, kind) {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`no ${selector}`);
  return element;
}

/**
 * An instant as people there read it; the zone is told where it is not the reader's own.
 * @param {string} instant @param {string} [zone]
 */
export function when(instant, zone) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
    timeZone: zone ?? own, ...(zone && zone !== own && { timeZoneName: "short" }),
  });
  return h("time", { dateTime: instant }, format.format(new Date(instant)));
}

/** @param {string} name */
export const words = (name) => name.replaceAll("_", " ");
