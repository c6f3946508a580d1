// The styles of the views. They stand in each view's own tree: no rule of a page reaches them but through the custom properties.

const css = `
:host { display: block }
:host([hidden]) { display: none }
.figure, .message {
  all: initial; display: block; box-sizing: border-box; padding: var(--agreement-padding, 8px);
  font-family: var(--agreement-font, inherit); font-size: 16px; line-height: 1.4; overflow-wrap: anywhere;
  color: var(--ink); background: var(--paper);
  --ink: var(--agreement-ink, #1d2126); --faint: var(--agreement-faint, #555d66);
  --rule: var(--agreement-rule, #d9dde1); --paper: var(--agreement-paper, #fff);
}
.dark {
  color-scheme: dark;
  --ink: var(--agreement-ink, #f1f3f4); --faint: var(--agreement-faint, #a9b1b9);
  --rule: var(--agreement-rule, #3a4047); --paper: var(--agreement-paper, #15181c);
}
:where(.figure, .message) * { box-sizing: border-box; margin: 0; padding: 0 }
[hidden] { display: none !important }
.title { display: block; font-weight: 700; font-size: 18px; line-height: 1.25 }
.date { display: block; color: var(--faint); font-size: 14px; font-variant-numeric: tabular-nums }
.picture { position: relative; margin: 8px 0; touch-action: pan-x pan-y; cursor: default; outline-offset: 2px }
.window { overflow: hidden; height: 100% }
.stage { position: relative; height: 100%; transform-origin: 0 0 }
.picture:focus-visible { outline: 2px solid var(--ink) }
canvas { pointer-events: none; display: block; width: 100%; height: 100% }
.over { position: absolute; inset: 0; pointer-events: none }
.rule { position: absolute; width: 1px; background: var(--ink) }
.strip { position: absolute; left: 0; right: 0; bottom: 0; height: 30px; touch-action: pan-y pinch-zoom; cursor: ew-resize }
.chip {
  display: flex; width: fit-content; align-items: center; margin-bottom: 8px; padding-left: 12px; font-size: 14px;
  border: 1px solid var(--faint); border-radius: 16px;
}
.chip button { min-width: 32px; min-height: 30px; background: none; border: 0 }
.tip {
  position: absolute; left: 0; top: 0; max-width: min(260px, 90%); padding: 6px 8px; pointer-events: none;
  font-size: 14px; line-height: 1.3; background: var(--paper); border: 1px solid var(--faint); border-radius: 3px;
  box-shadow: 0 1px 6px rgb(0 0 0 / .25); font-variant-numeric: tabular-nums;
}
.tip b, .tip span { display: block }
.unit { font-weight: 700; font-size: 13px }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; list-style: none; font-size: 13px }
.legend li { display: flex; align-items: center; gap: 6px }
.swatch {
  flex: none; width: 18px; height: 12px; border: 1px solid var(--faint); background: var(--color);
  forced-color-adjust: none; print-color-adjust: exact;
}
.striped {
  background: repeating-linear-gradient(-45deg, var(--color) 0 1.4px, color-mix(in srgb, var(--color) 40%, transparent) 1.4px 3.5px);
}
.dot { width: 12px; border: 0; border-radius: 50% }
.ring { width: 9px; height: 9px; margin: 0 2px; border: 1.5px solid var(--color); border-radius: 50%; background: none }
.back { position: absolute; left: 0; top: 0 }
button {
  min-height: 28px; padding: 2px 10px; font: inherit; font-size: 14px; cursor: pointer;
  color: var(--ink); background: var(--paper); border: 1px solid var(--faint); border-radius: 3px;
}
.hint {
  position: absolute; left: 50%; top: 50%; transform: translate(-50%, -50%); padding: 6px 12px; pointer-events: none;
  font-size: 14px; text-align: center; color: var(--paper); background: var(--ink); border-radius: 3px;
}
.twin { margin-top: 6px; font-size: 14px }
.twin summary { min-height: 28px; cursor: pointer; display: list-item; list-style: inside disclosure-closed }
.twin[open] summary { list-style-type: disclosure-open }
.scroll { overflow: auto; max-height: 420px; border: 1px solid var(--rule) }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100% }
caption { text-align: left; padding: 4px 8px; font-weight: 700 }
th, td { padding: 3px 8px; text-align: right; border-top: 1px solid var(--rule); font-weight: 400 }
th:first-child, td:first-child { text-align: left }
thead th { position: sticky; top: 0; background: var(--paper); font-weight: 700; vertical-align: bottom }
.notes { font-size: 14px; margin-top: 6px }
.source { font-size: 12px; color: var(--faint); margin-top: 6px }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
fieldset { border: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center }
legend { font-weight: 700; font-size: 14px }
label { display: inline-flex; align-items: center; gap: 6px; min-height: 28px; font-size: 15px }
.slide { display: grid; grid-template-columns: auto auto 1fr; align-items: center; gap: 2px 12px; font-size: 14px; margin-bottom: 8px }
.slide label { font-weight: 700 }
.slide output { font-variant-numeric: tabular-nums; font-size: 16px }
.play { justify-self: end }
.line { grid-column: 1 / -1 }
.ticks { position: relative; height: 22px; margin: 0 8px; list-style: none; font-size: 12px; color: var(--faint); white-space: nowrap }
.ticks li { position: absolute; padding-top: 4px; transform: translateX(-50%) }
.ticks .first { transform: translateX(-8px) }
.ticks .last { transform: translateX(calc(8px - 100%)) }
.ticks li::before { content: ''; position: absolute; left: 50%; top: 0; height: 5px; border-left: 1px solid var(--faint) }
.ticks.two { height: 36px }
.ticks .below { padding-top: 18px }
.ticks .first::before { left: 8px }
.ticks .last::before { left: calc(100% - 8px) }
input { accent-color: var(--agreement-accent, #246598); font: inherit }
input[type=range] { display: block; width: 100%; height: 28px }
input[type=checkbox] { width: 18px; height: 18px }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
.message { font-size: 14px; border: 1px solid var(--faint) }
@media print { .tip, .back, .hint { display: none } .scroll { max-height: none } }
@media (forced-colors: active) { canvas { forced-color-adjust: none } }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;
/** The one sheet that all views of a page adopt. */
export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
