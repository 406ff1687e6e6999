/** The one script of the pages. Plain JavaScript of 2022; without it the documentation can still be read. */
export const script = String.raw`'use strict';
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = document.body.dataset;

  const say = (text) => {
    const place = one('[data-status]');
    place.textContent = '';
    setTimeout(() => { place.textContent = text; }, 50);
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { place.textContent = ''; }, 6000);
  };

  // Buttons ----------------------------------------------------------------
  const copy = async (button) => {
    const input = button.dataset.copy === '' ? null : document.getElementById(button.dataset.copy);
    const code = input ? null : one('code', button.parentElement);
    try {
      await navigator.clipboard.writeText(input ? input.value : code.textContent);
      say(words.copied);
    } catch {
      if (input) { input.focus(); input.select(); } else getSelection().selectAllChildren(code);
      say(words.copyByHand);
    }
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if ('copy' in button.dataset) copy(button);
    else if ('openAll' in button.dataset) openAll(button);
  });
  all('[data-copy]').forEach((button) => { button.hidden = false; });

  // Documentation -----------------------------------------------------------
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest('details');
    if (details && !details.open) { details.open = true; details.scrollIntoView(); }
  };
  addEventListener('hashchange', openTarget);
  openTarget();

  const operations = all('[data-operation]');
  const openAll = (button) => {
    const willOpen = operations.some((item) => !item.hidden && !item.open);
    operations.forEach((item) => { if (!item.hidden) item.open = willOpen; });
    button.textContent = willOpen ? button.dataset.close : button.dataset.open;
  };
  const search = one('[data-search]');
  if (search) {
    one('[data-search-bar]').hidden = false;
    const result = one('[data-search-result]');
    const find = () => {
      const asked = search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
      operations.forEach((item) => { item.hidden = !asked.every((word) => item.dataset.words.includes(word)); });
      all('[data-group]').forEach((group) => { group.hidden = asked.length > 0 && !one('[data-operation]:not([hidden])', group); });
      const found = operations.filter((item) => !item.hidden).length;
      const said = found === 0 ? result.dataset.none : result.dataset.found.replace('{found}', found).replace('{all}', operations.length);
      result.textContent = asked.length === 0 ? '' : said;
    };
    search.addEventListener('input', (event) => { if (!event.isComposing) find(); });
    search.addEventListener('compositionend', find);
    search.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing) { search.value = ''; find(); } });
  }
})();
`;
