// How pages for customers look: one sheet for all of them, written into the page, so that a page is one request.
// The colours are those of `ui/tokens.css`, which these pages do not load.
import { createHash } from 'node:crypto'

export const sheet = `
:root{color-scheme:light dark;--paper:#f6f5f3;--card:#fff;--line:#e8e5e2;--edge:#8a8386;--ink:#1f1a1c;--ink2:#5c5557;--accent:#7d2b5a;--tint:#fcf1f7;--late:#b51f1f;--latebg:#feefed}
@media (prefers-color-scheme:dark){:root{--paper:#130f11;--card:#1d181a;--line:#332d30;--edge:#8f868a;--ink:#eeeaec;--ink2:#b9b2b6;--accent:#eda4cc;--tint:#3a212f;--late:#f89993;--latebg:#3c201d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 -apple-system,BlinkMacSystemFont,"Segoe UI","PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;overflow-wrap:anywhere}
.page{display:flex;flex-direction:column;min-height:100vh;max-width:520px;margin:0 auto;padding:24px 16px}
.top{font-weight:600;font-size:15px;margin:0 0 16px;padding-left:12px;border-left:3px solid var(--accent)}
.top p{margin:0}
.marked{display:flex;align-items:center;gap:12px;border:0;padding:0}
.marked img{display:block;max-width:150px;max-height:40px;background:#fff;border-radius:6px}
main{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px 20px}
h1{font-size:22px;line-height:1.35;margin:0 0 8px;font-weight:600}
p{margin:0 0 12px}
.say{color:var(--ink2);font-size:15px}
.wrong{color:var(--late);background:var(--latebg);border-radius:8px;padding:8px 12px;font-size:15px}
fieldset{border:0;margin:20px 0 0;padding:0;min-width:0}
legend,label.name{display:block;padding:0;font-weight:600;font-size:15px;margin:0 0 8px}
.scores{display:grid;grid-template-columns:repeat(5,1fr);gap:8px}
.scores label{position:relative;display:block}
.scores input{position:absolute;top:0;left:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scores span{display:flex;align-items:center;justify-content:center;min-height:56px;border:1px solid var(--edge);border-radius:10px;font-size:20px;font-weight:600;font-variant-numeric:tabular-nums}
.scores input:checked+span{background:var(--tint);border-color:var(--accent);color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.scores input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;color:var(--ink2);font-size:14px;margin:6px 0 0}
textarea{display:block;width:100%;min-height:112px;border:1px solid var(--edge);border-radius:10px;padding:10px 12px;font:inherit;color:inherit;background:var(--card);resize:vertical}
textarea:focus-visible,a:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.part{margin-top:20px}
button{display:block;width:100%;min-height:48px;margin-top:24px;border:0;border-radius:10px;background:#7d2b5a;color:#fff;font:inherit;font-weight:600;cursor:pointer}
.foot{margin-top:auto;padding-top:20px;font-size:14px;text-align:center}
.foot a{display:inline-block;padding:10px 16px;color:var(--ink2)}
.big{font-size:44px;line-height:1;margin:0 0 16px;color:var(--accent)}
@media (max-width:340px){.scores{gap:4px}main{padding:20px 14px}}
`

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

type Worn = {
  readonly sheet?: string | undefined
  readonly script?: string | undefined
  /** Sites whose pages may frame this one. */
  readonly framedBy?: readonly string[]
  /** Where its form may lead beside ourselves. */
  readonly leadsTo?: string | undefined
}
/** Nothing runs but what we wrote for the page, nothing is loaded, nothing is sent but to us, no page frames it but those that are named. */
export const sheetPolicy = ({ sheet: own, script, framedBy = [], leadsTo }: Worn = {}): string =>
  [
    "default-src 'none'",
    `style-src ${[sheet, ...(own ? [own] : [])].map(hashOf).join(' ')}`,
    ...(script ? [`script-src ${hashOf(script)}`] : []),
    'img-src data:',
    `form-action 'self'${leadsTo ? ` ${leadsTo}` : ''}`,
    "base-uri 'none'",
    `frame-ancestors ${framedBy.length > 0 ? ["'self'", ...framedBy].join(' ') : "'none'"}`,
  ].join('; ')
