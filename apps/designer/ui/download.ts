const KEPT_MS = 10_000;

/** Hands a file to the reader; what file systems refuse in a name becomes a blank. The address lives on for a while, since browsers fetch it late. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, ' ');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

export const downloadCsv = (name: string, text: string): void => download(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));

/** A value as a file of JSON, indented. */
export const downloadJson = (name: string, value: unknown): void => download(name, new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
