/** Contacts that wait for their release, by debtor, each to be looked at as it would go out. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { memo, useState } from 'react';
import type { Ladder } from '../../ladder/definition.ts';
import { useErrorText } from '../app/error-text.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useActionWords } from './action-words.ts';
import { HeldNotice } from './held-notice.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import styles from './trial.module.css';
import { type Decision, decide, type WaitingContact } from './trial-api.ts';

export function WaitingContacts({ ladder, contacts }: { ladder: Ladder; contacts: readonly WaitingContact[] }) {
  const [opened, setOpened] = useState<string | null>(null);
  const debtors = [...Map.groupBy(contacts, ({ debtor }) => debtor.id).values()];
  return (
    <ol className={styles.list}>
      {debtors.map((ofDebtor) => (
        <li key={ofDebtor[0]!.debtor.id} className={styles.debtor}>
          <OfDebtor ladder={ladder} contacts={ofDebtor} opened={opened} onOpen={setOpened} />
        </li>
      ))}
    </ol>
  );
}

interface OfDebtorProps {
  ladder: Ladder;
  contacts: readonly WaitingContact[];
  opened: string | null;
  onOpen: (task: string | null) => void;
}

function OfDebtor({ ladder, contacts, opened, onOpen }: OfDebtorProps) {
  const { decideOn, error, isPending, mayDecide } = useDecision();
  const told = useErrorText();
  const [first, ...others] = contacts as [WaitingContact, ...WaitingContact[]];
  return (
    <>
      <div className={styles.debtorHead}>
        <h3>{first.debtor.name}</h3>
        {others.length > 0 && mayDecide && (
          <Button
            size="s"
            isDisabled={isPending}
            onPress={() => decideOn(first.id, { outcome: 'release', also: others.map(({ id }) => id) })}
          >
            <Plural value={contacts.length} one="Release #" other="Release all #" />
          </Button>
        )}
      </div>
      {error && <Notice kind="error">{told(error)}</Notice>}
      {contacts.map((contact) => (
        <Contact key={contact.id} ladder={ladder} contact={contact} isOpen={opened === contact.id} onOpen={onOpen} />
      ))}
    </>
  );
}

const Contact = memo(function Contact({
  ladder,
  contact,
  isOpen,
  onOpen,
}: {
  ladder: Ladder;
  contact: WaitingContact;
  isOpen: boolean;
  onOpen: (task: string | null) => void;
}) {
  const { t } = useLingui();
  const told = useErrorText();
  const when = useWhen();
  const words = useActionWords();
  const { decideOn, send, error, isPending, mayDecide } = useDecision();
  const [isHolding, setIsHolding] = useState(false);
  const { id, invoice_number: number, step, opened_at } = contact;
  const name = words.step(ladder, step);
  const since = when.minute(opened_at);
  return (
    <article className={styles.contact} aria-label={t`${name} for invoice ${number}`}>
      <div className={styles.contactHead}>
        <span className={styles.what}>
          <strong>{name}</strong>
          <span>{t`invoice ${number}`}</span>
          <span className={styles.quiet}>{t`waits since ${since}`}</span>
        </span>
        <span className={styles.buttons}>
          <Button size="s" aria-expanded={isOpen} onPress={() => onOpen(isOpen ? null : id)}>
            {isOpen ? <Trans>Close</Trans> : <Trans>Look at it</Trans>}
          </Button>
          {mayDecide && (
            <>
              <Button size="s" isDisabled={isPending} onPress={() => setIsHolding(true)}>
                <Trans>Hold back …</Trans>
              </Button>
              <Button
                size="s"
                kind="primary"
                isDisabled={isPending}
                onPress={() => decideOn(id, { outcome: 'release' })}
              >
                <Trans>Release</Trans>
              </Button>
            </>
          )}
        </span>
      </div>
      {error && <Notice kind="error">{told(error)}</Notice>}
      {isOpen && <HeldNotice task={id} />}
      {isHolding && (
        <HoldDialog
          title={t`Hold back ${name} for invoice ${number}`}
          onClose={() => setIsHolding(false)}
          hold={({ reason, ...rest }) => send(id, { outcome: 'hold', note: reason, ...rest })}
        >
          <Trans>Nothing goes out about this invoice while it is held. After that you are asked again.</Trans>
        </HoldDialog>
      )}
    </article>
  );
});

/** Decides in the name of who is signed in; what waits is then read anew. */
function useDecision() {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const by = session?.name ?? '';
  const send = (task: string, decision: Decision) => decide(task, { ...decision, by });
  const deciding = useMutation({
    mutationFn: ({ task, decision }: { task: string; decision: Decision }) => send(task, decision),
    onSettled: () => client.invalidateQueries({ queryKey: ['task'] }),
  });
  return {
    send,
    decideOn: (task: string, decision: Decision) => deciding.mutate({ task, decision }),
    error: deciding.error,
    // What was decided goes off the list once its case has taken it in.
    isPending: deciding.isPending || deciding.isSuccess,
    mayDecide: session?.roles.some((role) => role === 'collector' || role === 'approver') ?? false,
  };
}
