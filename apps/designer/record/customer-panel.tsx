import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '../api/operations.js';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { useSegmentName } from '../insights/customers/use-segment-name.js';
import styles from './insight-panels.module.css';
import { recordInsightTexts } from './insight-texts.js';
import panel from './record-page.module.css';

type Profile = Answer<'customersProfile'>;

/** What purchases say of this customer: group, risk with reasons, segments, and what to offer next. Its value and loyalty stand with the scores. */
export function CustomerPanel({ object, id }: { readonly object: 'account' | 'contact'; readonly id: string }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  const { data } = useAnswer('customersProfile', { params: { object, id }, query: {} }, { staleMs: 60_000 });
  if (!data) return null;
  return (
    <section className={panel.panel}>
      <h2>{t('customer')}</h2>
      {data.lacking && <p className="quiet">{format.text(data.lacking.text)}</p>}
      <Facts profile={data} />
      {data.risk && data.risk.band !== 'low' && (
        <ul className={styles.reasons}>
          {data.risk.reasons.map(({ kind, text }) => (
            <li key={kind}>{format.text(text)}</li>
          ))}
        </ul>
      )}
      {data.owned.length > 0 && <Offers offers={data.offers} />}
      {data.alike.length > 0 && <Alike object={object} alike={data.alike} />}
    </section>
  );
}

const RISKS = { high: 'riskHigh', middle: 'riskMiddle', low: 'riskLow' } as const;

function Facts({ profile: { basis, rfm, risk, segments } }: { readonly profile: Profile }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  const nameOf = useSegmentName();
  return (
    <dl className={styles.facts}>
      {rfm && (
        <>
          <Fact name={t('group')} about={format.text(rfm.groupAbout)}>
            {format.text(rfm.groupTitle)}
          </Fact>
          <Fact name={t('scores')}>{t('scoresValue', { r: rfm.r, f: rfm.f, m: rfm.m })}</Fact>
          <Fact name={t('bought')}>{t('boughtValue', { money: format.money(rfm.money, basis.currency), count: rfm.frequency })}</Fact>
          <Fact name={t('last')}>{t('lastValue', { count: rfm.recencyDays })}</Fact>
        </>
      )}
      {risk && <Fact name={t('risk')}>{t(RISKS[risk.band], { share: format.percent(risk.risk) })}</Fact>}
      {segments.length > 0 && (
        <Fact name={t('segments')}>
          {segments.map(({ set, setTitle, summary, ...segment }) => (
            <div key={set} title={format.text(summary)}>
              {t('segmentIn', { segment: nameOf(segment), set: setTitle })}
            </div>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, about, children }: { readonly name: string; readonly about?: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="quiet">{name}</dt>
      <dd className="figures" title={about}>
        {children}
      </dd>
    </>
  );
}

function Offers({ offers }: { readonly offers: Profile['offers'] }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  return (
    <>
      <h3>{t('nextOffers')}</h3>
      {offers.length === 0 && <p className="quiet">{t('noOffers')}</p>}
      <ol className={styles.list}>
        {offers.map(({ product, text }) => (
          <li key={product.id} className={styles.answer}>
            <div className={styles.answerHead}>
              <Link to="/records/$object/$id" params={{ object: 'product', id: product.id }}>
                {product.name}
              </Link>
            </div>
            <span className="quiet">{format.text(text)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

const MOST_SHARED = 3;

function Alike({ object, alike }: { readonly object: string; readonly alike: Profile['alike'] }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  const list = new Intl.ListFormat(format.language, { type: 'conjunction' });
  const sharedBy = (shared: Profile['alike'][number]['shared']): string => {
    const named = shared.slice(0, MOST_SHARED).map(({ name }) => name);
    const more = shared.length - named.length;
    return more > 0 ? t('bothHaveMore', { products: format.list(named), more }) : t('bothHave', { products: list.format(named) });
  };
  return (
    <>
      <h3>{t('similarCustomers')}</h3>
      <ul className={styles.list}>
        {alike.map(({ id, name, similarity, shared }) => (
          <li key={id} className={styles.answer}>
            <div className={styles.answerHead}>
              <Link to="/records/$object/$id" params={{ object, id }}>
                {name ?? t('unnamed')}
              </Link>
              <span className="figures quiet">{t('alike', { share: format.percent(similarity) })}</span>
            </div>
            <span className="quiet">{sharedBy(shared)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
