/** Where findings lie in a text. Afterword counts code points; JavaScript counts UTF-16 units, two for an emoji. */

/** @import { Schemas } from "./api.js" */

const WEIGHTS = /** @type {const} */ (["hint", "warning", "error"]);

/**
 * Cut a text where findings begin and end; each piece with the gravest of those that cover it.
 * @param {string} text
 * @param {Schemas["Finding"][]} findings
 * @returns {{text: string, severity: Schemas["Severity"] | undefined}[]}
 */
export function pieces(text, findings) {
  const points = Array.from(text);
  const found = findings.flatMap(({ span, severity }) => (span?.field === "body" ? [{ ...span, severity }] : []));
  const cuts = new Set([0, ...found.flatMap(({ start, end }) => [start, end]), points.length]);
  const [first = 0, ...ends] = [...cuts].sort((a, b) => a - b);
  let start = first;
  return ends.map((end) => {
    const over = found.filter((one) => one.start <= start && end <= one.end);
    const severity = WEIGHTS.findLast((weight) => over.some((one) => one.severity === weight));
    const piece = { text: points.slice(start, end).join(""), severity };
    start = end;
    return piece;
  });
}

/**
 * The findings that hold until a changed text is checked: those that lie before the first change.
 * @param {Schemas["Finding"][]} findings
 * @param {string} before
 * @param {string} after
 */
export function untouched(findings, before, after) {
  const [old, now] = [Array.from(before), Array.from(after)];
  const change = old.findIndex((point, place) => point !== now[place]);
  return change < 0 ? findings : findings.filter(({ span }) => span && span.end <= change);
}
