import { PALETTE } from "./palette.js";

const colours = (theme: "light" | "dark") =>
  Object.entries(PALETTE)
    .map(([role, colour]) => `--${role}:${colour[theme]}`)
    .join(";");

/** The style sheet of a report. Paper is always light. */
export const STYLE = `
:root{color-scheme:light dark;${colours("light")}}
@media screen and (prefers-color-scheme:dark){:root{${colours("dark")}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI","DejaVu Sans",Verdana,sans-serif}
main{max-width:1040px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:1.7rem;line-height:1.25;margin:.2em 0 .4em;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.4em 0 .6em;padding-top:.6em;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.6em 0 .3em}
p{margin:.6em 0;overflow-wrap:anywhere}
ul{padding-left:1.3em;margin:.6em 0}
li{margin:.25em 0;overflow-wrap:anywhere}
a{color:var(--s1)}
.kind,.by{color:var(--muted);font-size:.9rem;margin:0}
.question{font-size:1.1rem}
.verdict{background:var(--panel);border-left:4px solid var(--s1);border-radius:0 6px 6px 0;padding:12px 16px;margin:1.2em 0}
.verdict p{margin:0}
.verdict .kind{margin-bottom:.3em}
figure{margin:1.2em 0}
figcaption{font-weight:600;margin-bottom:.5em}
figure svg{display:block;max-width:100%;height:auto}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.86rem;margin:.4em 0;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);font-size:.86rem;padding-bottom:.4em}
th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{color:var(--muted);font-weight:600}
tbody th{color:var(--ink);font-weight:normal}
td{overflow-wrap:break-word}
td:last-child{overflow-wrap:anywhere;min-width:15em}
.n{text-align:right;white-space:nowrap}
th.n{white-space:normal}
td.n:last-child{min-width:0}
.question,.verdict,section>p,ul{max-width:820px}
details{margin:.5em 0}
summary{cursor:pointer;color:var(--muted);font-size:.88rem}
pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:10px 14px;overflow-x:auto;font:.86rem/1.5 ui-monospace,"DejaVu Sans Mono",Consolas,monospace}
.finding{border-left:4px solid var(--c);padding:2px 0 2px 14px;margin:1em 0}
.finding p{margin:.15em 0}
.finding strong{color:var(--c)}
.serious{--c:var(--serious)}
.warning{--c:var(--warning)}
.note{--c:var(--note)}
.advice{color:var(--muted)}
@media print{main{max-width:none;padding:0}.scroll{overflow:visible}details>*{display:block}figure,table,.finding{break-inside:avoid}}
`.trim();
