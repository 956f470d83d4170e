import * as words from "../../core/base/messages/shell.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `<meta name="color-scheme" content="dark" /><style>
body { background: #0a0c0f; color: #e6e9ee; font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 40em; }
input, button { background: #171b21; border: 1px solid #4a5260; color: inherit; font: inherit; padding: 8px 12px; }
input { width: 24em; }
</style>`;

/** Asks for the one-time code; says what was wrong with the last one. */
export const enterPage = (file: string, wrong: "wrong" | "too-many" | null): string => `<!doctype html>
<html lang="en"><meta charset="utf-8" /><title>${words.enterTitle}</title>${style}
<h1>${words.productName}</h1>
${wrong === null ? "" : `<p role="alert">${wrong === "wrong" ? words.enterWrong : words.enterTooMany}</p>`}
<p>${escaped(words.enterHint(file))}</p>
<form method="post" action="/enter">
<label>${words.enterLabel} <input name="code" autocomplete="off" autofocus /></label>
<button>${words.enterButton}</button>
</form>`;

/** Hands the window its token; the script below stores it and goes on to the workstation. */
export const enteredPage = (token: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8" /><title>${words.productName}</title>${style}
<meta name="overread-token" content="${escaped(token)}" />
<noscript>${words.enterNeedsScript}</noscript>
<script src="/enter.js"></script>`;

export const enterScript = `const token = document.querySelector('meta[name="overread-token"]').content;
sessionStorage.setItem("overread-token", token);
location.replace("/");
`;
