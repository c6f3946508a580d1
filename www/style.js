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
.figure *, .message * { box-sizing: border-box; margin: 0; padding: 0 }
[hidden] { display: none !important }
.title { display: block; font-weight: 700; font-size: 18px; line-height: 1.25 }
.date { display: block; color: var(--faint); font-size: 14px; font-variant-numeric: tabular-nums }
.picture { position: relative; margin: 8px 0; touch-action: pan-y pinch-zoom; cursor: default; outline-offset: 2px }
.picture:focus-visible { outline: 2px solid var(--ink) }
canvas { pointer-events: none; display: block; width: 100%; height: 100% }
.over { position: absolute; inset: 0; pointer-events: none }
.rule { position: absolute; width: 1px; background: var(--ink) }
.strip { position: absolute; left: 0; right: 0; bottom: 0; height: 30px; touch-action: pan-y pinch-zoom; cursor: ew-resize }
.chip {
  display: flex; width: fit-content; align-items: center; margin-bottom: 8px; padding-left: 12px; font-size: 14px;
  border: 1px solid var(--faint); border-radius: 16px;
}
button { font: inherit; color: inherit; background: none; border: 0; min-width: 32px; min-height: 30px; cursor: pointer }
.tip {
  position: absolute; left: 0; top: 0; max-width: min(260px, 90%); padding: 6px 8px; pointer-events: none;
  font-size: 14px; line-height: 1.3; background: var(--paper); border: 1px solid var(--faint); border-radius: 3px;
  box-shadow: 0 1px 6px rgb(0 0 0 / .25); font-variant-numeric: tabular-nums;
}
.tip b, .tip span { display: block }
.unit { font-weight: 700; font-size: 13px }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; list-style: none; font-size: 13px }
.legend li { display: flex; align-items: center; gap: 6px }
.swatch { width: 18px; height: 12px; border: 1px solid var(--faint); forced-color-adjust: none }
.notes { font-size: 14px; margin-top: 6px }
.source { font-size: 12px; color: var(--faint); margin-top: 6px }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
fieldset { border: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center }
legend { font-weight: 700; font-size: 14px }
label { display: inline-flex; align-items: center; gap: 6px; min-height: 28px; font-size: 15px }
.slide { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; font-size: 14px; margin-bottom: 8px }
.slide b { font-weight: 700 }
.slide output { font-variant-numeric: tabular-nums }
input { accent-color: var(--agreement-accent, #246598); font: inherit }
input[type=range] { flex: 1 0 100%; width: 100%; height: 28px }
input[type=checkbox] { width: 18px; height: 18px }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
.message { font-size: 14px; border: 1px solid var(--faint) }
@media print { .tip { display: none } }
`;

let sheet;
/** The one sheet that all views of a page adopt. */
export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
