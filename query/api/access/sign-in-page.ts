/** The page that a sign-in link opens: no script, one button. */
export function signInPage(state: { code?: string; refused?: true }): string {
  const refusal =
    state.refused === true
      ? `<p class="refused" role="alert">That did not sign you in. A link works once, within 15 minutes;
        get another with <code>tracewell sign-in</code>.</p>`
      : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sign in · Tracewell</title>
<link rel="stylesheet" href="/sign-in/style.css">
</head>
<body>
<main>
<h1>Tracewell</h1>
${refusal}
${state.code === undefined ? tokenForm() : codeForm(state.code)}
</main>
</body>
</html>
`;
}

function codeForm(code: string): string {
  return `<form method="post" action="/sign-in">
<input type="hidden" name="code" value="${escapeAttribute(code)}">
<p>This link signs in this browser, once, for twelve hours.</p>
<button autofocus>Sign in</button>
</form>`;
}

function tokenForm(): string {
  return `<form method="post" action="/sign-in">
<p><label for="token">Admin token</label></p>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<p class="hint">It stands in the file <code>admin-token</code> of the data directory. Or get a link with
<code>tracewell sign-in</code>.</p>
<button>Sign in</button>
</form>`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

export const SIGN_IN_STYLE = `
:root { color-scheme: light dark; --ground: #e9eee7; --sheet: #fafbf8; --ink: #16201b; --quiet: #5b6761;
  --edge: #74817a; --pen: #1b4b9b; --on-pen: #fafbf8; --critical: #a81e14; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0b100e; --sheet: #131a17; --ink: #e6ece7; --quiet: #93a098; --edge: #74827a;
    --pen: #9cbdf7; --on-pen: #0b100e; --critical: #ff9585; }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 28rem; margin: 12vh auto 0; padding: 24px; background: var(--sheet); }
h1 { margin: 0 0 16px; font-size: 21px; }
input[type="password"] { box-sizing: border-box; width: 100%; min-height: 44px; padding: 4px 8px; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 2px; }
button { min-height: 44px; padding: 4px 20px; font: inherit; font-weight: 650; color: var(--on-pen);
  background: var(--pen); border: 0; border-radius: 2px; cursor: pointer; }
:focus-visible { outline: 2px solid var(--pen); outline-offset: 2px; }
.hint { color: var(--quiet); font-size: 13.5px; }
.refused { color: var(--critical); font-weight: 550; }
`;
