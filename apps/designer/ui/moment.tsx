import { Tooltip } from '@mantine/core';
import { useFormat } from '../i18n/format.js';

/** A moment as "3 hours ago"; the exact time and zone on hover and for screen readers. */
export function Moment({ at }: { readonly at: string }) {
  const format = useFormat();
  const exact = format.moment(at);
  return (
    <Tooltip label={exact}>
      <time dateTime={at} className="figures" aria-label={exact}>
        {format.relative(at)}
      </time>
    </Tooltip>
  );
}
