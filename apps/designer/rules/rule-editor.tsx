import { Alert, Button, Menu, ActionIcon } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useBlocker } from '@tanstack/react-router';
import type { Problem } from '#kernel';
import type { AttachedRuleDocument } from '#pipeline';
import { ApiProblem, isStatus } from '../api/problem.js';
import { useWrite } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { showProblem } from '../ui/show-problem.js';
import { freshKey, partOf, problemsOf } from './draft-rule.js';
import { RuleForm, Wrong } from './rule-form.js';
import { RuleTrial } from './rule-trial.js';
import { rulesTexts } from './texts.js';
import type { PipelineRules } from './use-rules.js';
import styles from './rules.module.css';

interface Props {
  readonly pipeline: PipelineRules;
  /** As it is saved; `key` is empty for one that is new. */
  readonly saved: AttachedRuleDocument;
  readonly isDisabled: boolean;
  /** A rule was saved or removed: which one to show now. */
  readonly onDone: (key: string | null) => void;
  readonly onDuplicate: (rule: AttachedRuleDocument) => void;
}

/** One rule, changed here until it is saved. */
export function RuleEditor({ pipeline, saved, isDisabled, onDone, onDuplicate }: Props) {
  const t = useTexts(rulesTexts);
  const [rule, setRule] = useState(saved);
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const isNew = saved.key === '';
  const isDirty = rule !== saved;
  const save = useSave(pipeline, rule, setRefused, onDone);
  const remove = useRemove(pipeline, saved, onDone);
  useBlocker({
    shouldBlockFn: () => isDirty && !save.isSaving && !confirm(t('unsavedLeave')),
    enableBeforeUnload: isDirty && !isDisabled,
    disabled: !isDirty || isDisabled,
  });
  const change = (next: AttachedRuleDocument): void => {
    setRule(next);
    setRefused([]);
  };
  const local = problemsOf(rule);
  // What only a started form lacks is not shouted before saving was tried.
  const problems = refused.length > 0 ? refused : local.filter(({ at }) => partOf(at, rule.key) !== 'rule' && partOf(at, rule.key) !== 'title');
  return (
    <div className={styles.editor}>
      <RuleForm rule={rule} onChange={change} problems={problems} isDisabled={isDisabled} />
      <RuleTrial rule={rule} document={pipeline.document} rules={pipeline.rules} />
      {!isDisabled && (
        <footer className={styles.foot}>
          {save.conflict && (
            <Alert color="yellow" role="alert">
              {t('changedElsewhere')}{' '}
              <Button size="compact-sm" variant="default" onClick={save.loadTheirs}>
                {t('loadTheirs')}
              </Button>
            </Alert>
          )}
          <div className={styles.footRow}>
            <Button onClick={() => save.run(local)} loading={save.isSaving} disabled={!isDirty && !isNew}>
              {t('save')}
            </Button>
            {isDirty && (
              <Button variant="default" onClick={() => change(saved)}>
                {t('discard')}
              </Button>
            )}
            <span className="quiet">{isDirty && t('unsaved')}</span>
            {!isNew && (
              <Menu position="top-end">
                <Menu.Target>
                  <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('remove')} className={styles.end}>
                    <IconDots size={18} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onDuplicate(rule)}>
                    {t('duplicate')}
                  </Menu.Item>
                  <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={remove}>
                    {t('remove')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
          <Wrong texts={refused.length > 0 ? [t('problems')] : []} />
        </footer>
      )}
    </div>
  );
}

/** The problems of an answer, as those of a document are: a sentence in the reader's language at a pointer. */
function problemsIn(error: ApiProblem): readonly Problem[] {
  const { problems, code, pointer, detail } = error.details;
  return (problems ?? [{ code, pointer, detail }]).map((one) => ({ code: one.code, at: one.pointer, text: { en: one.detail } }));
}

function useSave(pipeline: PipelineRules, rule: AttachedRuleDocument, setRefused: (problems: readonly Problem[]) => void, onDone: Props['onDone']) {
  const t = useTexts(rulesTexts);
  const format = useFormat();
  const put = useWrite('putRule', ['listRules', 'listPipelines']);
  // The revision that the form was opened with: what others saved meanwhile is not overwritten.
  const [revision, setRevision] = useState(pipeline.revision);
  const run = (local: readonly Problem[]): void => {
    if (local.length > 0) return setRefused(local);
    const key =
      rule.key === ''
        ? freshKey(
            rule.title.en,
            pipeline.rules.map((one) => one.key),
          )
        : rule.key;
    const { key: pipelineKey } = pipeline.head;
    put.mutate(
      { params: { key: pipelineKey, rule: key }, body: { document: { ...rule, key, pipeline: pipelineKey } as never }, ifMatch: revision },
      {
        onSuccess: ({ runs, warnings }) => {
          showDone(
            [t('saved', { count: runs }), ...warnings.filter(({ at }) => at.startsWith(`/rules/${key}/`)).map(({ text }) => format.text(text))].join(' '),
          );
          onDone(key);
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.status === 422) setRefused(problemsIn(error));
          else if (!isStatus(error, 412)) showProblem(error);
        },
      },
    );
  };
  const conflict = isStatus(put.error, 412);
  const loadTheirs = (): void => {
    setRevision(pipeline.revision);
    put.reset();
  };
  return { run, isSaving: put.isPending, conflict, loadTheirs };
}

function useRemove(pipeline: PipelineRules, saved: AttachedRuleDocument, onDone: Props['onDone']): () => void {
  const t = useTexts(rulesTexts);
  const format = useFormat();
  const refreshes = ['listRules', 'listPipelines'] as const;
  const remove = useWrite('removeRule', refreshes);
  const put = useWrite('putRule', refreshes);
  const params = { key: pipeline.head.key, rule: saved.key };
  const undo = (): void => put.mutate({ params, body: { document: saved as never } }, { onSuccess: () => onDone(saved.key) });
  return () =>
    remove.mutate(
      { params, ifMatch: pipeline.revision },
      {
        onSuccess: () => {
          showDone(t('removed', { title: format.text(saved.title) }), undo);
          onDone(null);
        },
      },
    );
}
