import { NativeSelect } from '@mantine/core';
import type { Answer } from '../../api/operations.js';
import { useAnswer } from '../../api/use-answer.js';
import { type ChartSpec, COUNT, decimal, Figure, recordAt, SHARE, type Table } from '../../charts/index.js';
import { useFormat } from '../../i18n/format.js';
import { useTexts } from '../../i18n/texts.js';
import styles from '../insights.module.css';
import { behind } from '../parts/behind.js';
import { useInsightSearch } from '../parts/use-scope.js';
import { askedAs, Enough } from './purchases.js';
import { customerTexts } from './texts.js';

type BasketAnswer = Answer<'customersBaskets'>;
const SUPPORTS = ['0.005', '0.01', '0.02', '0.05', '0.1'];
const CONFIDENCES = ['0.1', '0.2', '0.3', '0.5', '0.7'];
const DRAWN_LINKS = 40;

/** What is bought together: rules, and the graph of them. */
export function Baskets() {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const { search, change } = useInsightSearch();
  const support = SUPPORTS.includes(search.at ?? '') ? search.at : '0.02';
  const confidence = CONFIDENCES.includes(search.measure ?? '') ? search.measure : '0.2';
  const answer = useAnswer('customersBaskets', { query: { support, confidence, limit: 200 } }, { keepsPrevious: true });
  const choices = (values: readonly string[]) => values.map((value) => ({ value, label: format.percent(Number(value), 1) }));
  return (
    <>
      <div className={styles.scope}>
        <NativeSelect label={t('leastSupport')} data={choices(SUPPORTS)} value={support} onChange={({ currentTarget: { value } }) => change({ at: value })} />
        <NativeSelect
          label={t('leastConfidence')}
          data={choices(CONFIDENCES)}
          value={confidence}
          onChange={({ currentTarget: { value } }) => change({ measure: value })}
        />
      </div>
      <Enough answer={answer}>
        {(data) => (
          <div className={styles.grid}>
            <div className={styles.wide}>
              <Rules data={data} />
            </div>
            <div className={styles.wide}>
              <Pull data={data} />
            </div>
          </div>
        )}
      </Enough>
    </>
  );
}

type Props = { readonly data: BasketAnswer };

function Rules({ data }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const list = new Intl.ListFormat(format.language, { type: 'conjunction' });
  const { basis } = data;
  const asked = askedAs(basis);
  const table: Table = {
    columns: [
      { title: t('rule') },
      { title: t('baskets_count'), unit: COUNT },
      { title: t('support'), unit: SHARE },
      { title: t('confidence'), unit: SHARE },
      { title: t('lift'), unit: decimal(2) },
      { title: t('conviction'), unit: decimal(2) },
    ],
    rows: data.rules.map(({ left, right, count, support, confidence, lift, conviction }) => {
      const rule = t('ruleOf', { left: list.format(left.map(({ name }) => name)), right: list.format(right.map(({ name }) => name)) });
      const products = [...left, ...right].map(({ id }) => id).join(',');
      return [
        { value: rule },
        { value: count, target: behind('orders', rule, { ...asked, products }) },
        { value: support },
        { value: confidence },
        { value: lift },
        { value: conviction },
      ];
    }),
  };
  return (
    <Figure
      title={t('baskets')}
      lead={t('basketsLead', { found: format.number(data.found), baskets: format.number(data.baskets), shown: format.number(data.rules.length) })}
      spec={null}
      table={table}
      asOf={basis.asOf}
      zone={format.timeZone}
    />
  );
}

function Pull({ data: { graph, basis } }: Props) {
  const t = useTexts(customerTexts);
  const format = useFormat();
  const edges = [...graph.edges].sort((a, b) => b.lift - a.lift).slice(0, DRAWN_LINKS);
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const nodes = graph.nodes.filter(({ id }) => linked.has(id));
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  const spec: ChartSpec = {
    kind: 'graph',
    nodesOf: t('baskets_count'),
    linksOf: t('lift'),
    unit: decimal(2),
    nodes: nodes.map(({ id, name, baskets }) => ({ id, name, value: baskets, target: recordAt('product', id) })),
    links: edges.map(({ from, to, lift, confidence }) => ({
      from,
      to,
      value: lift,
      says: t('edgeSays', { from: nameOf(from), to: nameOf(to), lift: format.number(lift, 2), confidence: format.percent(confidence) }),
    })),
  };
  return <Figure title={t('graph')} lead={t('graphLead')} spec={spec} asOf={basis.asOf} zone={format.timeZone} height="tall" />;
}
