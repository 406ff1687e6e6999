import { Button, Switch, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWrite } from '../../../api/use-answer.js';
import { useFormat } from '../../../i18n/format.js';
import { useTexts } from '../../../i18n/texts.js';
import { Card } from '../../parts/section.js';
import styles from '../../settings.module.css';
import type { Subscription } from './subscription.js';
import { outgoingTexts } from './texts.js';
import { useTest } from './use-test.js';

/** Every rule that tells another system. */
export function SubscriptionList({ items }: { readonly items: readonly Subscription[] }) {
  const t = useTexts(outgoingTexts);
  return (
    <Card>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={8} aria-label={t('tell')}>
          <Table.Tbody>
            {items.map((one) => (
              <Row key={`${one.pipeline}/${one.rule.key}`} subscription={one} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function Row({ subscription: { pipeline, revision, rule, url, type, secret } }: { readonly subscription: Subscription }) {
  const t = useTexts(outgoingTexts);
  const format = useFormat();
  const put = useWrite('putRule', ['listRules']);
  const test = useTest();
  const title = format.text(rule.title);
  const turn = (isOn: boolean): void => {
    const { enabled: _, ...rest } = rule;
    put.mutate({ params: { key: pipeline, rule: rule.key }, body: { document: (isOn ? rest : { ...rest, enabled: false }) as never }, ifMatch: revision });
  };
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {title}
        <span className={styles.quietLine}>
          {pipeline} · {url} · {type}
        </span>
      </Table.Th>
      <Table.Td w={88}>
        <Switch
          label={t('on')}
          aria-label={t('onOf', { title })}
          checked={rule.enabled !== false}
          disabled={put.isPending}
          onChange={({ currentTarget: { checked } }) => turn(checked)}
        />
      </Table.Td>
      <Table.Td w={232}>
        <div className={styles.foot}>
          <Button
            size="compact-sm"
            variant="default"
            component={Link}
            to={`/pipelines/${pipeline}/rules?rule=${encodeURIComponent(rule.key)}`}
            aria-label={t('ruleOf', { title })}
          >
            {t('rule')}
          </Button>
          {/* An address with holes is known only when a run fills them. */}
          {!/\{\{/.test(url + type) && (
            <Button
              size="compact-sm"
              variant="default"
              loading={test.isPending}
              aria-label={t('testOf', { title })}
              onClick={() => test.send({ url, secret, type })}
            >
              {t('test')}
            </Button>
          )}
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
