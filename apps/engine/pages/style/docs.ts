/** The documentation. */
export const docs = `
.docs { display: grid; grid-template-columns: 240px minmax(0, 1fr); gap: 0 48px; max-width: 1360px; margin: 0 auto; padding: 40px 32px 64px; }
.contents { position: sticky; top: 24px; align-self: start; max-height: calc(100vh - 48px); overflow-y: auto; font-size: 14px; line-height: 20px; }
.contents li { display: flex; justify-content: space-between; align-items: center; gap: 8px; }
.contents a { flex: 1; padding: 4px 8px; border-radius: 8px; color: var(--ink); text-decoration: none; }
.contents a:hover { background: var(--sunken); color: var(--accent); }
.reference { display: grid; grid-template-columns: minmax(0, 1fr); gap: 40px; min-width: 0; }
.opening { display: grid; gap: 12px; max-width: 800px; }
.opening h2 { margin-top: 12px; }
.search { position: sticky; top: 0; z-index: 2; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: center; margin: 0 -8px -24px; padding: 12px 8px; background: var(--page); }
.search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.search p { grid-column: 1 / -1; }
.search p:empty { display: none; }
.group { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; }
.group > h2, .operation { scroll-margin-top: 80px; }
.group > .muted { margin: -8px 0 4px; }
.operation { border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.operation > summary { display: grid; grid-template-columns: 64px minmax(0, auto) minmax(160px, 1fr); gap: 4px 12px; align-items: baseline; padding: 12px 16px; border-radius: 12px; cursor: pointer; list-style: none; }
.operation > summary::-webkit-details-marker { display: none; }
.operation > summary:hover { background: var(--sunken); }
.operation[open] > summary { border-bottom: 1px solid var(--line); border-radius: 12px 12px 0 0; }
.group details:not([data-operation]) > summary { grid-template-columns: 160px minmax(0, 1fr); }
.method { color: var(--muted); font: 600 12px/20px var(--mono); }
.method.writes { color: var(--accent); }
.path { font-weight: 600; overflow-wrap: anywhere; }
.summary { color: var(--muted); font-size: 14px; line-height: 20px; }
.inside { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 24px 32px; padding: 16px; scroll-margin-top: 144px; }
.inside:focus { outline: none; }
.inside.single { grid-template-columns: minmax(0, 1fr); }
.words, .samples { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; align-content: start; min-width: 0; font-size: 14px; line-height: 20px; }
.words h4, .samples h4 { margin-top: 12px; }
.words code { overflow-wrap: anywhere; }
.permalink { display: inline-block; min-width: 24px; text-align: center; text-decoration: none; }
.schema { border-left: 2px solid var(--line); padding-left: 12px; font-size: 14px; line-height: 20px; }
.schema li { padding: 4px 0; }
.schema li > code:first-child { font-weight: 600; }
.schema .schema { margin-top: 4px; }
.type { color: var(--muted); font-size: 13px; line-height: 20px; }
.type code { font-size: 12px; }
.answers { display: grid; grid-template-columns: 40px minmax(0, 1fr); gap: 8px; }
.answers dd { min-width: 0; }
.samples .code pre { max-height: 320px; }

@media (max-width: 1120px) {
  .docs { grid-template-columns: minmax(0, 1fr); gap: 24px; }
  .contents { position: static; max-height: none; order: 0; }
  .contents ul { display: flex; flex-wrap: wrap; gap: 4px; }
  .contents li { gap: 0; padding-right: 8px; border: 1px solid var(--line); border-radius: 8px; }
}
@media (max-width: 800px) {
  .inside { grid-template-columns: minmax(0, 1fr); }
  .operation > summary { grid-template-columns: 64px minmax(0, 1fr); }
  .operation > summary .summary { grid-column: 1 / -1; }
  .group details:not([data-operation]) > summary { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 640px) {
  .docs { padding: 24px 16px 48px; }
  .search { position: static; }
}
`;
