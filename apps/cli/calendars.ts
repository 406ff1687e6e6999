import { addMs, epochMs, instantAt, parseDuration, formatDuration, type Instant } from '#kernel';
import type { DueTimes } from '#pipeline';
export type Calendars = readonly string[];
export async function shippedCalendars(_path: string | undefined): Promise<Calendars> { return ['support']; }
const H = 3600000;
const open = (ms: number) => { const d = new Date(ms); const day = d.getUTCDay(); const h = d.getUTCHours(); return day >= 1 && day <= 5 && h >= 9 && h < 17; };
const MIN = 60000;
export function timesFor(_zone: string, _calendars: Calendars): DueTimes {
  return {
    due(delay, from) {
      const p = parseDuration(typeof delay === 'string' ? delay : delay.business)!;
      if (typeof delay === 'string') { const d = new Date(from); d.setUTCMonth(d.getUTCMonth() + p.months + 12 * p.years); return addMs(instantAt(d.getTime()), p.days * 24 * H + p.exactMs); }
      let left = p.exactMs + p.days * 8 * H, t = epochMs(from);
      while (left > 0) { if (open(t)) left -= MIN; t += MIN; }
      return instantAt(t);
    },
    remaining(delay, now, due) {
      if (typeof delay === 'string') return formatDuration(epochMs(due) - epochMs(now));
      let n = 0; for (let t = epochMs(now); t < epochMs(due); t += MIN) if (open(t)) n += MIN;
      return formatDuration(n);
    },
  };
}
export type { Instant };
