import { language } from "../../core/base/language.ts";
import { entryWords as words } from "../../core/base/messages/entry.ts";
import { productName } from "../../core/base/messages/shell.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Dark from the first tag on: a browser may draw a page before all of it is read. */
const html = (): string => `<html lang="${language()}" style="color-scheme: dark; background: #0a0c0f">`;

const style = `<style>
body { color: #e6e9ee; font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 40em; }
input, button { background: #171b21; border: 1px solid #4a5260; color: inherit; font: inherit; padding: 8px 12px; }
input { width: 24em; }
</style>`;

/** Asks for the one-time code; says what was wrong with the last one. */
export const enterPage = (file: string, wrong: "wrong" | "too-many" | null): string => `<!doctype html>
${html()}<meta charset="utf-8" /><title>${words.title}</title>${style}
<h1>${productName}</h1>
${wrong === null ? "" : `<p role="alert">${wrong === "wrong" ? words.wrong : words.tooMany}</p>`}
<p>${escaped(words.hint(file))}</p>
<form method="post" action="/enter">
<label>${words.label} <input name="code" autocomplete="off" autofocus /></label>
<button>${words.button}</button>
</form>`;

/** Hands the window its token; the script below stores it and goes on to the workstation. */
export const enteredPage = (token: string): string => `<!doctype html>
${html()}<meta charset="utf-8" /><title>${productName}</title>${style}
<meta name="overread-token" content="${escaped(token)}" />
<noscript>${words.needsScript}</noscript>
<script src="/enter.js"></script>`;

export const enterScript = `const token = document.querySelector('meta[name="overread-token"]').content;
sessionStorage.setItem("overread-token", token);
location.replace("/");
`;
