import { Alert, Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect } from 'react';
import { ApiProblem } from '../api/problem.js';
import { keyOf, useWrite } from '../api/use-answer.js';
import { useTexts } from '../i18n/texts.js';
import { showProblem } from '../ui/show-problem.js';
import { FrontDoor } from './front-door.js';
import { peopleTexts } from './texts.js';
import { SecretInput } from '../ui/secret-input.js';

export function SignInPage() {
  const t = useTexts(peopleTexts);
  const { back } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const signIn = useWrite('signIn', [], true);
  useEffect(() => void (document.title = `${t('signIn')} · Millrace`), [t]);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { email: String(form.get('email')).trim(), password: String(form.get('password')) };
    const enter = (me: unknown): void => {
      client.setQueryData(keyOf('whoAmI', {}), me);
      // Only a path of this site, whatever the address says.
      void navigate({ href: back?.startsWith('/') && !back.startsWith('//') ? back : '/' });
    };
    signIn.mutate({ body }, { onSuccess: enter, onError: (error) => (error instanceof ApiProblem ? undefined : showProblem(error)) });
  };
  return (
    <FrontDoor title={t('signIn')} lead={t('signInLead')}>
      <form onSubmit={submit}>
        {signIn.error instanceof ApiProblem && (
          <Alert color="red" role="alert">
            {signIn.error.details.detail}
          </Alert>
        )}
        <TextInput name="email" type="email" label={t('email')} autoComplete="username" required autoFocus />
        <SecretInput name="password" label={t('password')} autoComplete="current-password" required />
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn')}
        </Button>
      </form>
    </FrontDoor>
  );
}
