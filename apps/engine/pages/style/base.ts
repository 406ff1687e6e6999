/** Colours, type and the frame of every page. One accent; sizes are multiples of 4 px. */
export const base = `
:root {
  color-scheme: light dark;
  --page: #f6f8f7; --surface: #ffffff; --sunken: #eff3f2; --ink: #14201f; --muted: #52605e;
  --line: #dde4e2; --control: #798886; --accent: #0a6c74; --accent-strong: #07545a; --on-accent: #ffffff; --accent-soft: #e2f1f1;
  --danger: #a8281f; --danger-soft: #fbeae8; --shadow: 0 1px 2px rgb(20 32 31 / 6%), 0 8px 24px rgb(20 32 31 / 5%);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1514; --surface: #151e1d; --sunken: #0b1110; --ink: #e6edeb; --muted: #9db0ac;
    --line: #263230; --control: #6b7d7a; --accent: #62cbcb; --accent-strong: #8adcdb; --on-accent: #04211f; --accent-soft: #12302f;
    --danger: #ffaea4; --danger-soft: #381a17; --shadow: 0 1px 2px rgb(0 0 0 / 40%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 16px; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--page); color: var(--ink); font: 16px/24px var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, dl, dd, figure { margin: 0; padding: 0; }
h1 { font-size: 32px; line-height: 40px; font-weight: 650; letter-spacing: -0.02em; text-wrap: balance; }
h2 { font-size: 20px; line-height: 28px; font-weight: 650; letter-spacing: -0.01em; }
h3, h4 { font-size: 14px; line-height: 20px; font-weight: 600; }
ul { list-style: none; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
code, pre { font-family: var(--mono); font-size: 13px; line-height: 20px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main { flex: 1; width: 100%; }
main:focus { outline: none; }
.muted, .hint, .note { color: var(--muted); }
.muted, .hint, .note { font-size: 14px; line-height: 20px; }
.lead { font-size: 16px; color: var(--muted); max-width: 64ch; }
.eyebrow { font-size: 14px; line-height: 20px; font-weight: 600; color: var(--accent); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 16px; top: -64px; z-index: 3; padding: 8px 16px; background: var(--surface); border-radius: 8px; }
.skip:focus { top: 12px; }

.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 24px; padding: 12px 32px; background: var(--surface); border-bottom: 1px solid var(--line); }
.brand { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; color: var(--ink); font-weight: 650; font-size: 16px; letter-spacing: -0.01em; text-decoration: none; }
.brand:hover { color: var(--accent); }
.mark { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; }
.mark-wheel { stroke-width: 1.6; }
.bar-links, .languages { display: flex; flex-wrap: wrap; gap: 4px; }
.bar-links a, .languages a { display: inline-flex; align-items: center; min-height: 32px; padding: 0 8px; border-radius: 8px; color: var(--muted); font-size: 14px; line-height: 20px; text-decoration: none; }
.bar-links a:hover, .languages a:hover { background: var(--sunken); color: var(--ink); }
.bar-links [aria-current], .languages [aria-current] { color: var(--ink); font-weight: 600; }
.bar-links [aria-current] { box-shadow: inset 0 -2px 0 var(--accent); border-radius: 8px 8px 0 0; }
.bar-end { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin-left: auto; }

.toast { position: fixed; z-index: 4; left: 50%; bottom: 24px; max-width: calc(100vw - 32px); padding: 12px 20px; border-radius: 12px; background: var(--ink); color: var(--page); font-size: 14px; line-height: 20px; transform: translateX(-50%); }
.toast:empty { visibility: hidden; padding: 0; }
@media (max-width: 640px) {
  h1 { font-size: 28px; line-height: 36px; }
  .bar { padding: 8px 16px; gap: 0 8px; }
  .bar-links { order: 3; width: 100%; margin: 0 -8px; }
}
@media (forced-colors: active) { .badge, .card, .panel { border: 1px solid; } }
`;
