// Apart from the page because its content security policy allows no inline script.

// Swagger UI has dark colours, and leaves it to the page to choose them.
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

// The name of an operation or a tag would be a link inside a button, which is no place for one: the button itself leads
// to the same address.
const PlainNames = () => ({
  wrapComponents: {
    DeepLink: (_, { React }) => ({ text }) => React.createElement("span", null, text),
  },
});

const said = (element) => element?.textContent.trim();
const operation = (element) => {
  const summary = element.closest(".opblock")?.querySelector(".opblock-summary");
  return `${said(summary?.querySelector(".opblock-summary-method"))} ${said(summary?.querySelector("[data-path]"))}`;
};
const above = (element, selector) => said(element.closest(".copy-to-clipboard")?.parentElement.querySelector(selector));

// What Swagger UI leaves without a name, a role or a place in the tab order, and what it lacks, for those who do not see
// the page or have no mouse.
const REPAIRS = {
  "tr[data-param-name] :is(input, select, textarea):not([aria-label])": (field) =>
    field.setAttribute("aria-label", field.closest("tr").dataset.paramName),
  ".body-param textarea:not([aria-label])": (field) =>
    field.setAttribute("aria-label", `Request body of ${operation(field)}`),
  ".response .examples-select-element:not([aria-label])": (select) =>
    select.setAttribute("aria-label", `Example of ${said(select.closest("tr").querySelector(".response-col_status"))}`),
  ".examples-select-element:not([aria-label])": (select) => select.setAttribute("aria-label", "Example"),
  ".operation-filter-input:not([aria-label])": (field) => field.setAttribute("aria-label", "Filter by tag"),
  ".copy-to-clipboard button:not([aria-label])": (button) =>
    button.setAttribute("aria-label", `Copy ${above(button, ".curl") ? "the curl command" : "the response"}`),
  ".close-modal:not([aria-label])": (button) => button.setAttribute("aria-label", "Close"),
  ".modal-ux:not([role])": (dialog) => {
    dialog.setAttribute("role", "dialog");
    dialog.setAttribute("aria-modal", "true");
    dialog.setAttribute("aria-label", "Authorize");
    (dialog.querySelector("input") ?? dialog.querySelector("button")).focus();
  },
  "table[role=region]:not([aria-label])": (table) => table.setAttribute("aria-label", `Responses of ${operation(table)}`),
  "pre.microlight:not([tabindex])": (text) => text.setAttribute("tabindex", "0"),
  "h3.opblock-tag:not([aria-level]), .models h4:not([aria-level])": (heading) => heading.setAttribute("aria-level", "2"),
  ".modal-ux h3:not([aria-level])": (heading) => heading.setAttribute("aria-level", "2"),
  ":is(.opblock, .modal-ux) h4:not([aria-level])": (heading) => heading.setAttribute("aria-level", "3"),
  ".opblock h5:not([aria-level])": (heading) => heading.setAttribute("aria-level", "4"),
};
const repair = () => {
  for (const [selector, mend] of Object.entries(REPAIRS)) {
    document.querySelectorAll(selector).forEach(mend);
  }
};
// A dialog keeps the focus until it is closed, and gives it back then; Escape closes it.
let focusedOutside = null;
let wasOpen = false;
document.addEventListener("focusin", ({ target }) => {
  if (!target.closest(".modal-ux")) {
    focusedOutside = target;
  }
});
const giveFocusBack = () => {
  const isOpen = document.querySelector(".modal-ux") !== null;
  if (wasOpen && !isOpen) {
    focusedOutside?.focus();
  }
  wasOpen = isOpen;
};
document.addEventListener("keydown", (event) => {
  const dialog = document.querySelector(".modal-ux");
  if (dialog && event.key === "Escape") {
    dialog.querySelector(".close-modal").click();
  } else if (dialog && event.key === "Tab") {
    const stops = [...dialog.querySelectorAll("a[href], button, input")];
    const next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
    stops.at(next % stops.length).focus();
    event.preventDefault();
  }
});

const explorer = document.getElementById("explorer");
for (const seen of [repair, giveFocusBack]) {
  new MutationObserver(seen).observe(explorer, { childList: true, subtree: true });
}

// The document is for programs. Here its examples can be sent as they stand: the interview that they are about was
// yesterday, and what is a file to a program is a text that can be pasted.
const DAY = 24 * 3_600_000; // ms
const late = Math.floor((Date.now() - Date.parse("2026-03-02")) / DAY) * DAY - DAY;
const recent = (example) =>
  JSON.parse(
    JSON.stringify(example).replace(/\b2026-\d\d-\d\d/g, (date) =>
      new Date(Date.parse(date) + late).toISOString().slice(0, "2026-03-02".length),
    ),
  );
const toBeTried = (document) => {
  for (const { requestBody } of Object.values(document.paths).flatMap(Object.values)) {
    for (const body of Object.values(requestBody?.content ?? {})) {
      const [example] = document.components.schemas[body.schema.$ref?.split("/").at(-1)]?.examples ?? [];
      if (example) {
        body.example = recent(example);
      }
      delete body.schema.format;
    }
  }
  return document;
};

const ui = SwaggerUIBundle({
  url: "openapi.json",
  responseInterceptor: (answer) => {
    if (answer.url.endsWith("/openapi.json")) {
      answer.text = JSON.stringify(toBeTried(JSON.parse(answer.text)));
    }
    return answer;
  },
  domNode: explorer,
  plugins: [PlainNames],
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  filter: true,
  persistAuthorization: true,
  syntaxHighlight: { theme: "tomorrow-night" },
  tryItOutEnabled: true,
  validatorUrl: null,
});

// Swagger UI goes by the address when it starts, and does not see a link on the page being followed.
addEventListener("hashchange", () => ui.layoutActions.parseDeepLinkHash(decodeURIComponent(location.hash)));
