// What forms look like beyond what all pages for visitors do.
export const formSheet = `
.intro,.help{white-space:pre-line}
.intro{color:var(--ink2)}
.field{margin-top:18px}
.field label.name{margin:0 0 6px}
.field .must{color:var(--late);font-weight:400;font-size:13px;margin-left:6px}
.field .help{color:var(--ink2);font-size:14px;margin:0 0 6px}
.field .bad{color:var(--late);font-size:14px;margin:6px 0 0}
.field input,.field select{display:block;width:100%;min-height:48px;border:1px solid var(--edge);border-radius:10px;padding:8px 12px;font:inherit;color:inherit;background:var(--card)}
.field [aria-invalid=true]{border-color:var(--late)}
.region{display:grid;gap:8px}
.region label.help{margin:4px 0 -2px}
.region .more{justify-self:start;width:auto;min-height:40px;margin:0;padding:6px 14px;font-size:15px;background:var(--card);color:var(--accent);border:1px solid var(--edge);border-radius:10px}
input:focus-visible,select:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.agree{display:flex;gap:10px;align-items:flex-start;font-size:15px}
.agree input{width:22px;height:22px;min-height:0;flex:none;margin:1px 0 0;accent-color:#7d2b5a}
.agree span{white-space:pre-line}
.hp{position:absolute;left:-9999px;top:auto;width:1px;height:1px;overflow:hidden}
`
