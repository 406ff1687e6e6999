import { Button } from '@mantine/core';
import { IconBolt, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { inLocale, type JsonObject } from '#kernel';
import type { Possibility } from '#pipeline';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { FieldEditor } from './field-editor.js';
import { ReasonLine } from './reason-line.js';
import { simulationTexts } from './texts.js';
import { possibleEvents, type Walk } from './walk.js';
import styles from './simulation.module.css';

interface Props {
  readonly walk: Walk;
  readonly onSend: (name: string, fields: JsonObject) => void;
}

/** What could be sent now: allowed ones as buttons, those that only lack fields with these to be filled, blocked ones with the reason. */
export function EventList({ walk, onSend }: Props) {
  const t = useTexts(simulationTexts);
  const possible = possibleEvents(walk);
  const allowed = possible.filter((one) => one.allowed);
  const fillable = possible.filter((one) => isFillable(one));
  const blocked = possible.filter((one) => !one.allowed && !isFillable(one));
  return (
    <section className={styles.part}>
      <h3>{t('events')}</h3>
      {possible.length === 0 && <p className="quiet">{t('noEvents')}</p>}
      <div className={styles.events}>
        {allowed.map((one) => (
          <Button key={one.event} size="compact-sm" variant="light" leftSection={<IconBolt size={14} />} onClick={() => onSend(one.event, {})}>
            <EventName possibility={one} />
          </Button>
        ))}
      </div>
      {fillable.map((one) => (
        <Fillable key={one.event} possibility={one} onSend={(fields) => onSend(one.event, fields)} />
      ))}
      {blocked.length > 0 && (
        <ul className={styles.blocked} aria-label={t('blocked')}>
          {blocked.map((one) => (
            <li key={one.event}>
              <IconLock size={14} aria-hidden />
              <div>
                <EventName possibility={one} />
                {one.reasons.map((reason, n) => (
                  <ReasonLine key={n} reason={reason} />
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Only fields are missing, as far as can be told before they are filled. */
const isFillable = ({ allowed, missing, reasons }: Possibility): boolean =>
  !allowed && missing.length > 0 && reasons.every(({ code }) => code === 'event.requires');

function EventName({ possibility: { event, title } }: { readonly possibility: Possibility }) {
  const { language } = useLanguage();
  return <span>{title ? inLocale(title, language) : event}</span>;
}

function Fillable({ possibility, onSend }: { readonly possibility: Possibility; readonly onSend: (fields: JsonObject) => void }) {
  const t = useTexts(simulationTexts);
  const [fields, setFields] = useState<JsonObject>({});
  const isFilled = possibility.missing.every((name) => fields[name] !== undefined && fields[name] !== '' && fields[name] !== null);
  return (
    <fieldset className={styles.fillable}>
      <legend>
        <EventName possibility={possibility} />
      </legend>
      <p className={styles.small}>{t('fill')}</p>
      {possibility.missing.map((name) => (
        <FieldEditor key={name} name={name} value={fields[name] ?? ''} onChange={(value) => setFields({ ...fields, [name]: value })} />
      ))}
      <Button size="compact-sm" variant="light" disabled={!isFilled} onClick={() => onSend(fields)}>
        {t('send')}
      </Button>
    </fieldset>
  );
}
