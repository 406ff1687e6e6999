/** Panels, cards, forms, buttons, tables, code. */
export const parts = `
button, .button { display: inline-flex; align-items: center; justify-content: center; min-height: 40px; padding: 8px 16px; border: 1px solid var(--control); border-radius: 8px; background: var(--surface); color: var(--ink); font: 600 14px/20px var(--sans); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--ink); color: var(--ink); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button.primary:hover { border-color: var(--accent-strong); background: var(--accent-strong); }
button.wide { width: 100%; min-height: 44px; }
button.quiet { min-height: 32px; padding: 4px 8px; border-color: transparent; background: transparent; color: var(--muted); font-weight: 500; }
button.quiet:hover { background: var(--sunken); color: var(--ink); }
button.danger { min-height: 32px; padding: 4px 12px; border-color: transparent; background: transparent; color: var(--danger); }
button.danger:hover { background: var(--danger-soft); }
button[aria-disabled="true"], button:disabled { opacity: .6; cursor: progress; }

form { display: grid; gap: 20px; }
.field { display: grid; gap: 4px; min-width: 0; }
label, .label { font-size: 14px; line-height: 20px; font-weight: 600; }
input, select { width: 100%; min-width: 0; min-height: 44px; padding: 8px 12px; border: 1px solid var(--control); border-radius: 8px; background: var(--surface); color: var(--ink); font: 16px/24px var(--sans); }
input::placeholder { color: var(--muted); opacity: 1; }
input:focus-visible, select:focus-visible { outline-offset: 0; border-color: var(--accent); border-radius: 8px; }
[aria-invalid="true"] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
.with-button { position: relative; }
.with-button input { padding-right: 80px; }
.with-button button { position: absolute; top: 6px; right: 6px; }
.problem { color: var(--danger); font-size: 14px; line-height: 20px; }
.problem:empty, .alert:empty { display: none; }
.alert { padding: 12px 16px; border-radius: 8px; background: var(--danger-soft); color: var(--danger); font-size: 14px; line-height: 20px; }
.badge { display: inline-block; padding: 0 8px; border-radius: 12px; background: var(--accent-soft); color: var(--accent-strong); font-size: 12px; line-height: 20px; font-weight: 600; white-space: nowrap; }
.empty { padding: 16px; border: 1px dashed var(--line); border-radius: 8px; color: var(--muted); font-size: 14px; line-height: 20px; }

.page-sign-in, .page-set-up { background: var(--surface); }
.page-sign-in main, .page-set-up main { display: flex; }
.split { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); flex: 1; }
.panel { display: grid; align-content: center; gap: 24px; width: 100%; max-width: 448px; margin: 0 auto; padding: 48px 32px; }
.panel .lead { margin-top: -16px; }
.panel .note { padding-top: 24px; border-top: 1px solid var(--line); }
.panel.lone { gap: 12px; margin-top: 8vh; justify-items: start; }
.panel.lone .lead { margin: 0; }
.status-number { color: var(--accent); font: 600 20px/28px var(--mono); }
.story { display: grid; align-content: center; justify-items: center; gap: 12px; padding: 48px; background: var(--page); border-left: 1px solid var(--line); text-align: center; }
.promise { max-width: 24em; font-size: 20px; line-height: 28px; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
.chart { width: 100%; max-width: 560px; height: auto; margin-bottom: 24px; font: 14px/20px var(--sans); }
.chart rect { fill: var(--surface); stroke: var(--line); stroke-width: 1.5; }
.chart text { fill: var(--ink); text-anchor: middle; font-weight: 600; }
.chart .event { fill: var(--muted); font-size: 12px; font-weight: 500; }
.chart .now rect { fill: var(--accent-soft); stroke: var(--accent); stroke-width: 2; }
.chart .past text { fill: var(--muted); }
.chart .way { fill: none; stroke: var(--control); stroke-width: 1.5; }
.chart .tip { fill: var(--control); }
.chart .token { fill: var(--accent); stroke: var(--page); stroke-width: 3; }

.column { display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px; max-width: 1152px; margin: 0 auto; padding: 40px 32px 64px; }
.hero { display: grid; gap: 8px; padding-bottom: 8px; }
.cards.two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 24px; align-items: start; }
.card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 24px; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); box-shadow: var(--shadow); }
.card form, .card table, .card .lines { margin-top: 8px; }
.lines li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 16px; padding: 12px 0; border-top: 1px solid var(--line); }
.lines li > a { font-weight: 600; }
.lines .number { font-weight: 600; text-align: right; white-space: nowrap; }
.lines .muted { grid-column: 1 / -1; }
.connect { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 24px 40px; }
.connect > div { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: 8px; min-width: 0; }
.connect form { gap: 16px; justify-items: start; }
.connect .field { width: 100%; }
.connect h3 { margin-top: 8px; color: var(--muted); }
.new-key { display: grid; gap: 8px; padding: 16px; border-radius: 12px; background: var(--accent-soft); }
.new-key input { font: 13px/20px var(--mono); }
form.row { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; gap: 16px; align-items: start; }
form.row .alert { grid-column: 1 / -1; }
form.row > button { margin-top: 24px; min-height: 44px; }

table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; }
th, td { padding: 8px 16px 8px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: middle; }
thead th { border-top: 0; color: var(--muted); font-weight: 500; }
tbody th { font-weight: 600; }
td.end, th:last-child { padding-right: 0; text-align: right; }
.device { max-width: 360px; font-weight: 400; overflow-wrap: anywhere; }

.code { position: relative; border: 1px solid var(--line); border-radius: 12px; background: var(--sunken); }
.code pre { margin: 0; padding: 12px 72px 12px 16px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: 12px; max-height: 400px; scrollbar-width: thin; scrollbar-color: var(--control) transparent; }
.end button { margin-right: -12px; }
.code .copy { position: absolute; top: 4px; right: 4px; background: var(--sunken); }
.code .copy:hover { background: var(--surface); }
[data-key-hole] { color: var(--accent); }

@media (max-width: 960px) {
  .split { grid-template-columns: minmax(0, 1fr); }
  .panel { align-content: start; padding-top: 40px; }
  .story { border-left: 0; border-top: 1px solid var(--line); padding: 40px 16px; }
  .connect, .cards.two, form.row { grid-template-columns: minmax(0, 1fr); }
  form.row > button { margin-top: 0; justify-self: start; }
}
@media (max-width: 640px) {
  .column { padding: 24px 16px 48px; gap: 16px; }
  .cards.two { gap: 16px; }
  .panel { padding: 32px 16px; }
  .card { padding: 16px; border-radius: 12px; }
  .code pre { padding: 12px 16px; }
  .code .copy { position: static; margin: 0 4px 4px; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: grid; gap: 4px; padding: 12px 0; border-top: 1px solid var(--line); }
  tbody th, tbody td { display: flex; gap: 16px; justify-content: space-between; padding: 0; border: 0; text-align: right; overflow-wrap: anywhere; }
  [data-label]::before { content: attr(data-label); flex: none; color: var(--muted); font-weight: 400; }
  td.end { justify-content: flex-end; }
}
`;
