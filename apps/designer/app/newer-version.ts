const TRIED = 'millrace-newer-version';
/** A part that is missing again so soon is missing for another reason: loading anew would go on for ever. */
const TOO_SOON_MS = 30_000;

/** Where a part of the app is not there any more, the engine serves a newer version: the page is loaded anew, once. */
export function loadNewerVersions(): void {
  addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(TRIED) ?? 0) < TOO_SOON_MS) return;
    event.preventDefault();
    sessionStorage.setItem(TRIED, String(Date.now()));
    location.reload();
  });
}
