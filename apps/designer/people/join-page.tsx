import { Alert, Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem } from '../api/problem.js';
import { keyOf, useWrite } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { FrontDoor } from './front-door.js';
import { peopleTexts } from './texts.js';
import { SecretInput } from '../ui/secret-input.js';

/** Spends the one-time link. The token stands behind `#` and is sent by POST only. */
export function JoinPage() {
  const t = useTexts(peopleTexts);
  const navigate = useNavigate();
  const client = useQueryClient();
  const join = useWrite('joinWorkspace', [], true);
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => void (document.title = `${t('join')} · Millrace`), [t]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string): string => String(form.get(name)).trim();
    const enter = (me: unknown): void => {
      client.setQueryData(keyOf('whoAmI', {}), me);
      void navigate({ to: '/' });
    };
    join.mutate({ body: { token, name: value('name'), email: value('email'), password: String(form.get('password')) } }, { onSuccess: enter });
  };
  const said = token === '' ? t('noToken') : join.error instanceof ApiProblem ? join.error.details.detail : null;
  return (
    <FrontDoor title={t('join')} lead={t('joinLead')}>
      <form onSubmit={submit}>
        {said !== null && (
          <Alert color="red" role="alert">
            {said}
          </Alert>
        )}
        <TextInput name="name" label={t('name')} autoComplete="name" required autoFocus />
        <TextInput name="email" type="email" label={t('email')} autoComplete="username" required />
        <SecretInput name="password" label={t('password')} description={t('passwordHint')} autoComplete="new-password" minLength={12} required />
        <Button type="submit" loading={join.isPending} disabled={token === ''}>
          {t('joinButton')}
        </Button>
      </form>
    </FrontDoor>
  );
}
