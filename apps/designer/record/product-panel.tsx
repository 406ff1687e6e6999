import { Link } from '@tanstack/react-router';
import { useAnswer } from '../api/use-answer.js';
import { askedAs } from '../insights/customers/purchases.js';
import { behind } from '../insights/parts/behind.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './insight-panels.module.css';
import { recordInsightTexts } from './insight-texts.js';
import panel from './record-page.module.css';

const MOST = 5;
/** Rarer rules than those of the table of baskets: what few had together is worth a look here. */
const RULES = { support: '0.005', confidence: '0.05', limit: 500 } as const;

/** What is bought together with a product, with the orders behind it, and which products have the same buyers. */
export function ProductPanel({ id }: { readonly id: string }) {
  const t = useTexts(recordInsightTexts);
  const format = useFormat();
  const baskets = useAnswer('customersBaskets', { query: { ...RULES, product: id } }, { staleMs: 60_000 });
  const similar = useAnswer('customersSimilarProducts', { params: { id }, query: {} }, { staleMs: 60_000 });
  if (!baskets.data || !similar.data) return null;
  const { basis } = baskets.data;
  const rules = baskets.data.rules.filter(({ left }) => left.length === 1 && left[0]?.id === id).slice(0, MOST);
  const alike = similar.data.items.slice(0, MOST);
  const asked = askedAs(basis);
  return (
    <section className={panel.panel} aria-labelledby="record-product">
      <h2 id="record-product">{t('product')}</h2>
      <h3>{t('boughtTogether')}</h3>
      {rules.length === 0 && <p className="quiet">{t('noRules')}</p>}
      <ul className={styles.list}>
        {rules.map(({ left, right, count, text }) => {
          const products = [...left, ...right].map((product) => product.id).join(',');
          const names = format.list(right.map(({ name }) => name));
          return (
            <li key={products} className={styles.answer}>
              <div className={styles.answerHead}>
                {right.map((product) => (
                  <Link key={product.id} to="/records/$object/$id" params={{ object: 'product', id: product.id }}>
                    {product.name}
                  </Link>
                ))}
                <Link {...behind('orders', names, { ...asked, products })}>{t('cases', { count, cases: format.number(count) })}</Link>
              </div>
              <span className="quiet">{format.text(text)}</span>
            </li>
          );
        })}
      </ul>
      <h3>{t('sameBuyers')}</h3>
      {alike.length === 0 && <p className="quiet">{t('noneAlike')}</p>}
      <ul className={styles.list}>
        {alike.map(({ id: other, name, similarity }) => (
          <li key={other} className={styles.answerHead}>
            <Link to="/records/$object/$id" params={{ object: 'product', id: other }}>
              {name}
            </Link>
            <span className="figures quiet">{t('alike', { share: format.percent(similarity) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
