import { useMemo } from 'react';
import { useFormat } from '../../i18n/format.js';

interface Period {
  readonly key: string;
  readonly from: string;
}

/** What periods are called on an axis: "Jan 26", "12 Jan"; in the zone that the figures are cut in. */
export function usePeriodName(bucket: 'day' | 'week' | 'month', zone: string): (period: Period) => string {
  const { language } = useFormat();
  return useMemo(() => {
    const shape: Intl.DateTimeFormatOptions = bucket === 'month' ? { year: '2-digit', month: 'short' } : { month: 'short', day: 'numeric' };
    const format = new Intl.DateTimeFormat(language, { ...shape, timeZone: zone });
    return ({ from }) => format.format(new Date(from));
  }, [language, bucket, zone]);
}
