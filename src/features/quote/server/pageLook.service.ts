// How the customer's page of a quote looks beside the sheet of all pages, and the one script on it: a signature drawn
// with the finger. Written for old browsers inside messengers: nothing newer than they are.

export const quoteSheet = `
.page{max-width:720px}
h2{font-size:17px;line-height:1.4;margin:28px 0 8px;font-weight:600}
.facts{list-style:none;margin:0 0 16px;padding:0;color:var(--ink2);font-size:15px}
.good,.note{border-radius:8px;padding:12px 14px;margin:0 0 16px;background:var(--tint)}
.good p,.note p{margin:4px 0 0}
.good b,.note b{font-size:17px}
.lines{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.lines li{padding:12px 0;border-bottom:1px solid var(--line)}
.row{display:flex;align-items:baseline}
.row .what{flex:1;min-width:0;padding-right:12px;font-weight:600}
.row .sum{font-variant-numeric:tabular-nums;white-space:nowrap;font-weight:600}
.beside .sum{color:var(--ink2)}
.small{color:var(--ink2);font-size:14px;margin:2px 0 0;white-space:pre-line}
.tag{display:inline-block;border:1px solid var(--edge);border-radius:4px;padding:0 6px;font-size:13px;color:var(--ink2);font-weight:400}
.tick{display:flex;align-items:flex-start;min-height:44px;padding:8px 0;font-size:15px}
.tick input{flex:none;width:22px;height:22px;margin:1px 12px 0 0;accent-color:#7d2b5a}
.sums{margin:16px 0 0;padding:0}
.sums div{display:flex;justify-content:space-between;padding:2px 0}
.sums dt{color:var(--ink2);padding-right:12px}
.sums dd{margin:0;font-variant-numeric:tabular-nums;text-align:right}
.sums .all{font-weight:600;font-size:19px;padding-top:8px;margin-top:6px;border-top:1px solid var(--line)}
.sums .all dt{color:var(--ink)}
.words{white-space:pre-line}
.terms{margin:0;padding-left:22px}
a.go,button.soft{display:block;width:100%;min-height:48px;margin-top:16px;padding:11px 12px;border:1px solid var(--edge);border-radius:10px;background:var(--card);color:var(--ink);font-weight:600;text-align:center;text-decoration:none}
input[type=text]{display:block;width:100%;min-height:48px;border:1px solid var(--edge);border-radius:10px;padding:10px 12px;font:inherit;color:inherit;background:var(--card)}
input:focus-visible,summary:focus-visible,canvas:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
label.name{margin-top:16px}
details{margin-top:28px;border-top:1px solid var(--line);padding-top:8px}
summary{cursor:pointer;min-height:44px;padding:8px 0;font-weight:600}
.off{display:none}
.pad{display:block;width:100%;height:150px;border:1px dashed var(--edge);border-radius:10px;background:#fff;touch-action:none}
button.plain{width:auto;min-height:44px;margin:0;padding:0 4px;background:none;color:var(--accent);text-decoration:underline}
.away{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
.said{border-left:3px solid var(--line);padding:0 0 0 12px;margin:0 0 14px}
.said p{margin:0 0 4px;white-space:pre-line}
.mark{position:fixed;top:0;left:0;width:100%;height:100%;pointer-events:none;opacity:.09}
.mark text{fill:var(--ink);font-size:15px}
`

export const quoteScript = `(function(){
var pad=document.getElementById('pad'),kept=document.getElementById('signature'),part=document.getElementById('drawing'),wipe=document.getElementById('wipe');
if(!pad||!kept||!part||!wipe||!pad.getContext)return;
var pen=pad.getContext('2d'),down=false,last;
part.className='';kept.value='';
pen.lineWidth=3;pen.lineCap='round';pen.lineJoin='round';pen.strokeStyle='#1f1a1c';
function at(e){var box=pad.getBoundingClientRect(),one=e.touches&&e.touches.length?e.touches[0]:e;
return[(one.clientX-box.left)*pad.width/box.width,(one.clientY-box.top)*pad.height/box.height]}
function line(to){pen.beginPath();pen.moveTo(last[0],last[1]);pen.lineTo(to[0]+0.1,to[1]);pen.stroke();last=to}
function begin(e){down=true;last=at(e);line(last);e.preventDefault()}
function go(e){if(!down)return;line(at(e));e.preventDefault()}
function end(){if(!down)return;down=false;kept.value=pad.toDataURL('image/png')}
pad.addEventListener('touchstart',begin,false);pad.addEventListener('touchmove',go,false);pad.addEventListener('touchend',end,false);pad.addEventListener('touchcancel',end,false);
pad.addEventListener('mousedown',begin,false);document.addEventListener('mousemove',go,false);document.addEventListener('mouseup',end,false);
wipe.addEventListener('click',function(){pen.clearRect(0,0,pad.width,pad.height);kept.value=''},false);
})()`
