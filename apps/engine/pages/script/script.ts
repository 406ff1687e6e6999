/** The one script of the pages. Plain JavaScript of 2022; without it the documentation can still be read. */
export const script = String.raw`'use strict';
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = document.body.dataset;
  const locale = document.documentElement.lang;

  const say = (text) => {
    const place = one('[data-status]');
    place.textContent = '';
    setTimeout(() => { place.textContent = text; }, 50);
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { place.textContent = ''; }, 6000);
  };

  const api = async (method, path, body) => {
    const headers = { Accept: 'application/json', 'Accept-Language': locale };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const answer = await fetch(path, { method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    const value = text === '' ? null : JSON.parse(text);
    if (!answer.ok) throw Object.assign(new Error(value && value.detail || words.failed), { problem: value, status: answer.status });
    return value;
  };
  const sentence = (error) => (error.problem ? error.message : words.failed);

  // Forms ------------------------------------------------------------------
  const clear = (form) => {
    one('[data-alert]', form).textContent = '';
    all('[data-problem]', form).forEach((place) => { place.textContent = ''; });
    all('[aria-invalid]', form).forEach((input) => input.removeAttribute('aria-invalid'));
  };
  const complain = (form, name, text) => {
    const place = one('[data-problem="' + name + '"]', form);
    const input = form.elements.namedItem(name);
    if (!place || !input) return false;
    place.textContent = text;
    input.setAttribute('aria-invalid', 'true');
    return true;
  };
  const focusFirst = (form) => { const input = one('[aria-invalid]', form); if (input) input.focus(); };
  /** What the browser itself finds wrong, in its own words for its user. */
  const isReady = (form) => {
    const wrong = [...form.elements].filter((input) => input.willValidate && !input.checkValidity());
    wrong.forEach((input) => complain(form, input.name, input.validationMessage));
    focusFirst(form);
    return wrong.length === 0;
  };
  const refuse = (form, error) => {
    const found = (error.problem && error.problem.problems) || (error.problem ? [error.problem] : []);
    const left = found.filter((item) => !complain(form, String(item.pointer || '').split('/')[1] || '-', item.detail));
    if (found.length === 0 || left.length > 0) one('[data-alert]', form).textContent = left[0] ? left[0].detail : sentence(error);
    focusFirst(form);
  };
  const values = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

  const sendings = {
    'sign-in': async (form) => {
      await api('POST', '/api/v1/session', values(form));
      location.assign('/');
    },
    'set-up': async (form) => {
      await api('POST', '/api/v1/join', { token: location.hash.slice(1), ...values(form) });
      location.replace('/');
    },
    password: async (form) => {
      await api('PUT', '/api/v1/me/password', values(form));
      form.reset();
      say(form.dataset.done);
    },
    key: async (form) => {
      const { name, role, pipelineRoles } = values(form);
      const keys = pipelineRoles.split(/[,\s，、]+/).filter((key) => key !== '');
      const made = await api('POST', '/api/v1/keys', { name, role, ...(keys.length > 0 ? { pipelineRoles: keys } : {}) });
      if (made.key === null) throw Object.assign(new Error(form.dataset.hiddenKey), { problem: { detail: form.dataset.hiddenKey } });
      form.reset();
      showKey(made, form);
    },
  };
  const showKey = (made, form) => {
    const value = one('[data-key-value]');
    value.value = made.key;
    one('[data-new-key]').hidden = false;
    all('[data-key-hole]').forEach((hole) => { hole.textContent = made.key; });
    const row = one('[data-key-row]').content.firstElementChild.cloneNode(true);
    one('[data-cell="name"]', row).textContent = made.name;
    one('[data-cell="prefix"]', row).textContent = made.prefix + '…';
    one('[data-cell="role"]', row).textContent = one('option[value="' + made.role + '"]', form).textContent;
    const time = document.createElement('time');
    time.dateTime = made.createdAt;
    one('[data-cell="made"]', row).append(time);
    local(time);
    const remove = one('[data-remove]', row);
    remove.dataset.remove = '/api/v1/keys/' + made.id;
    remove.setAttribute('aria-label', remove.dataset.named.replace('{name}', made.name));
    const body = one('[data-keys]');
    body.prepend(row);
    body.parentElement.hidden = false;
    one('[data-empty]', body.closest('section')).hidden = true;
    say(form.dataset.done);
    value.focus();
    value.select();
  };

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    const send = sendings[form.dataset.form];
    if (!send) return;
    event.preventDefault();
    const button = one('button[type="submit"]', form);
    if (button.getAttribute('aria-disabled') === 'true') return;
    clear(form);
    if (!isReady(form)) return;
    button.setAttribute('aria-disabled', 'true');
    try {
      await send(form);
    } catch (error) {
      refuse(form, error);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });

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
  const remove = async (button) => {
    button.disabled = true;
    try {
      await api('DELETE', button.dataset.remove);
      const row = button.closest('tr');
      const section = button.closest('section');
      const next = one('[data-remove]', row.nextElementSibling || row.previousElementSibling || document.createElement('tr'));
      row.remove();
      const empty = one('[data-empty]', section);
      if (empty && !one('tbody tr', section)) { empty.hidden = false; one('[data-list]', section).hidden = true; }
      (next || one('h2', section)).focus();
      say(button.dataset.done);
    } catch (error) {
      button.disabled = false;
      say(sentence(error));
    }
  };
  const reveal = (button) => {
    const input = document.getElementById(button.dataset.reveal);
    const isShown = input.type === 'text';
    input.type = isShown ? 'password' : 'text';
    button.textContent = isShown ? button.dataset.show : button.dataset.hide;
    button.setAttribute('aria-pressed', String(!isShown));
  };
  const signOut = async () => {
    try { await api('DELETE', '/api/v1/session'); } catch (error) { if (error.status !== 401) { say(sentence(error)); return; } }
    location.assign('/');
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if ('copy' in button.dataset) copy(button);
    else if ('remove' in button.dataset) remove(button);
    else if ('reveal' in button.dataset) reveal(button);
    else if ('signOut' in button.dataset) signOut();
    else if ('openAll' in button.dataset) openAll(button);
  });
  all('[data-copy],[data-reveal]').forEach((button) => { button.hidden = false; });

  // Times in the reader's own zone; the exact moment stays as the title ------
  const local = (time) => {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) return;
    time.title = time.dateTime;
    time.textContent = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
  };
  all('time').forEach(local);

  // The token of a one-time link stays in the address when the language changes
  const keepHash = () => all('[data-language]').forEach((link) => { link.hash = location.hash; });
  addEventListener('hashchange', keepHash);
  keepHash();
  const incomplete = one('[data-link-incomplete]');
  if (incomplete) {
    const check = () => {
      const isWhole = /^#[A-Za-z0-9_-]{20,200}$/.test(location.hash);
      incomplete.hidden = isWhole;
      one('form').hidden = !isWhole;
    };
    addEventListener('hashchange', check);
    check();
  }

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
