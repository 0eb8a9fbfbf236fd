/** How a report looks: the app's greys and its one accent, light and dark, on paper too. */
export const STYLE = `
:root { color-scheme: light dark;
  --ground: light-dark(oklch(0.958 0 0), oklch(0.175 0 0)); --surface: light-dark(oklch(0.99 0 0), oklch(0.215 0 0));
  --ink: light-dark(oklch(0.21 0 0), oklch(0.945 0 0)); --muted: light-dark(oklch(0.46 0 0), oklch(0.735 0 0));
  --line: light-dark(oklch(0.875 0 0), oklch(0.325 0 0)); --accent: light-dark(oklch(0.46 0.08 184), oklch(0.8 0.075 182)); }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 'Instrument Sans', ui-sans-serif, system-ui, sans-serif; }
header { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); padding: 12px 24px; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; }
h1 { font-size: 18px; margin: 0; } h2 { font-size: 22px; margin: 0 0 12px; } h3 { font-size: 15px; margin: 24px 0 8px; }
nav { display: flex; gap: 4px 16px; overflow-x: auto; } nav a { color: var(--muted); text-decoration: none; white-space: nowrap; padding: 4px 0; } nav a:hover { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main { max-width: 1200px; margin: 0 auto; padding: 16px 24px 96px; } section { padding: 32px 0 8px; scroll-margin-top: 48px; }
p { margin: 0 0 12px; color: var(--muted); max-width: 68ch; }
.facts { display: flex; flex-wrap: wrap; gap: 12px; margin: 0; } .facts div { background: var(--surface); border-radius: 10px; padding: 12px 18px; min-width: 130px; }
dt { color: var(--muted); font-size: 13px; } dd { margin: 0; font-size: 26px; font-variant-numeric: tabular-nums; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 48px; }
table { border-collapse: collapse; width: 100%; } th { font-weight: 400; text-align: left; padding: 3px 12px 3px 0; white-space: nowrap; width: 1%; }
td.n { text-align: right; padding-left: 12px; color: var(--muted); font-variant-numeric: tabular-nums; width: 1%; }
td.bar span { display: block; height: 12px; border-radius: 3px; background: var(--accent); min-width: 1px; }
summary { cursor: pointer; color: var(--accent); padding: 10px 0; }
.plot { width: 100%; max-width: 760px; height: auto; display: block; } .plot text { font: 11px system-ui, sans-serif; fill: var(--muted); } .plot .fill { fill: var(--accent); } .plot .axis { stroke: var(--line); }
.swatches { display: flex; height: 20px; border-radius: 4px; overflow: hidden; } .swatches span { flex-basis: 0; }
.palettes td:nth-child(2) { width: 98%; }
.sheets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 28px 24px; align-items: end; }
.sheets.pairs { grid-template-columns: repeat(auto-fill, minmax(min(100%, 228px), 1fr)); } .sheets.single { grid-template-columns: repeat(auto-fill, minmax(112px, 1fr)); align-items: start; }
figure { margin: 0; min-width: 0; } figure img { max-width: 100%; height: auto; display: block; } figcaption { padding: 6px 0; font-size: 13px; overflow-wrap: anywhere; } .single figcaption, .pairs figcaption { color: var(--muted); font-size: 12px; line-height: 1.35; }
figure .swatches { height: 8px; }
@media (max-width: 600px) { main, header { padding-left: 14px; padding-right: 14px; } th { white-space: normal; width: 34%; } }
@media print { header { position: static; } section { break-inside: avoid-page; } }
`;
