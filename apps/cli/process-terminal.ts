import type { Locale } from '#kernel';
import { inLocale } from '#kernel';
import type { Progress, Terminal } from './terminal.js';

const PLAIN_STEP = 0.1;

/** The terminal of this process. `env` is read once, here and nowhere else in the CLI's own code. */
export function processTerminal(locale: Locale, json: boolean): Terminal {
  return {
    locale,
    json,
    isWatched: process.stderr.isTTY === true,
    out: (line) => void process.stdout.write(`${harmless(line)}\n`),
    err: (line) => void process.stderr.write(`${harmless(line)}\n`),
    stdin: process.stdin,
    progress: (title, total) => {
      if (json) return SILENT;
      return process.stderr.isTTY ? lazyBar(inLocale(title, locale), total) : plainLines(inLocale(title, locale), total);
    },
  };
}

/** Text of files and records is shown, never obeyed: control characters but tab and line end become visible pictures. */
export const harmless = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (char) => (char < ' ' ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : '\ufffd'));

export const SILENT: Progress = { at: () => undefined, end: () => undefined };

/** cli-progress is loaded when the first bar is drawn: most commands never need it. */
function lazyBar(title: string, total: number): Progress {
  let bar: { update(n: number): void; stop(): void } | null = null;
  let latest = 0;
  let ended = false;
  void import('cli-progress').then(({ default: { SingleBar, Presets } }) => {
    if (ended) return;
    const single = new SingleBar(
      { format: `${title} [{bar}] {value}/{total} {eta_formatted}`, stream: process.stderr, hideCursor: true },
      Presets.shades_classic,
    );
    single.start(total, latest);
    bar = single;
  });
  return {
    at(done) {
      latest = done;
      bar?.update(done);
    },
    end() {
      ended = true;
      bar?.update(latest);
      bar?.stop();
    },
  };
}

/** One line at each tenth. */
function plainLines(title: string, total: number): Progress {
  let next = PLAIN_STEP;
  return {
    at(done) {
      if (total <= 0 || done / total < next) return;
      next = Math.floor(done / total / PLAIN_STEP) * PLAIN_STEP + PLAIN_STEP;
      process.stderr.write(`${title}: ${done}/${total}\n`);
    },
    end: () => undefined,
  };
}

/** Language of the help and messages: `--lang`, else LC_ALL, LC_MESSAGES, LANG; English otherwise. */
export function localeOf(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Locale {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.slice(7) : argv[at + 1];
  const wish = asked ?? [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((text) => text) ?? '';
  return /^zh\b|^zh[_-]/i.test(wish) ? 'zh-CN' : 'en';
}
