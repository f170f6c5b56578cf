import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useErrorText } from './error-text.ts';
import { type Session, sessionQuery, setUp, signIn } from './session.ts';
import styles from './sign-in.module.css';

export function SignIn() {
  const client = useQueryClient();
  const form = useSignIn('', (session) => client.setQueryData(sessionQuery.queryKey, session));
  return (
    <Card title={<Trans>Sign in</Trans>} {...form}>
      <Credentials {...form} />
    </Card>
  );
}

/** Over the screen of somebody whose session ended. Somebody else gets a screen of their own. */
export function SignInAgain({ person }: { person: Session }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const form = useSignIn(person.email ?? '', (session) => {
    if (session.id !== person.id) location.reload();
    else client.setQueryData(sessionQuery.queryKey, session);
  });
  return (
    <Dialog title={t`Sign in again`} isOpen role="alertdialog" onClose={() => {}}>
      <SendForm {...form}>
        <p>
          <Trans>Your session has ended. What stands on this screen is kept.</Trans>
        </p>
        <Credentials {...form} />
      </SendForm>
    </Dialog>
  );
}

function useSignIn(known: string, onSuccess: (session: Session) => void) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const { mutate, error, isPending } = useMutation({ mutationFn: () => signIn(email, password), onSuccess });
  return { email, setEmail, password, setPassword, error, isPending, isKnown: known !== '', onSubmit: () => mutate() };
}

/** Where the address is known, one begins at the password. */
function Credentials({
  email,
  setEmail,
  password,
  setPassword,
  isKnown,
  isPending,
}: Omit<ReturnType<typeof useSignIn>, 'error' | 'onSubmit'>) {
  const { t } = useLingui();
  return (
    <>
      <TextField
        label={t`E-mail address`}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        isRequired
        autoFocus={!isKnown}
      />
      <TextField
        label={t`Password`}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        isRequired
        autoFocus={isKnown}
      />
      <Button kind="primary" type="submit" isDisabled={isPending}>
        <Trans>Sign in</Trans>
      </Button>
    </>
  );
}

/** Before there is anybody: the first administrator, made on this machine. */
export function SetUp() {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = useMutation({
    mutationFn: async () => {
      await setUp({ name, email, password });
      return signIn(email, password);
    },
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  });
  return (
    <Card title={<Trans>Make the first administrator</Trans>} error={submit.error} onSubmit={() => submit.mutate()}>
      <p className={styles.lead}>
        <Trans>Nobody can sign in yet. Whoever you name here may do everything, and lets in the others.</Trans>
      </p>
      <TextField
        label={t`Your name`}
        name="name"
        autoComplete="name"
        value={name}
        onChange={setName}
        isRequired
        autoFocus
      />
      <TextField
        label={t`E-mail address`}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        isRequired
      />
      <TextField
        label={t`Password`}
        type="password"
        name="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        help={t`At least 12 characters.`}
        isRequired
      />
      <Button kind="primary" type="submit" isDisabled={submit.isPending}>
        <Trans>Make and sign in</Trans>
      </Button>
    </Card>
  );
}

interface SendFormProps {
  error: Error | null;
  onSubmit: () => void;
  children: ReactNode;
}

function Card({ title, ...form }: SendFormProps & { title: ReactNode }) {
  return (
    <main className={styles.ground}>
      <div className={styles.card}>
        <div className={styles.mark}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          Incassoladder
        </div>
        <h1 className={styles.title}>{title}</h1>
        <SendForm {...form} />
      </div>
    </main>
  );
}

function SendForm({ error, onSubmit, children }: SendFormProps) {
  const told = useErrorText();
  return (
    <Form
      className={styles.form!}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {error && <Notice kind="error">{told(error)}</Notice>}
      {children}
    </Form>
  );
}
