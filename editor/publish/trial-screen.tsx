/** A version on trial: how far it is, what waits for a person, and the end of it. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { ladderQuery } from '../ladders/ladders-api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import styles from './publish.module.css';
import { Opening } from './publish-screen.tsx';
import { Section } from './section.tsx';
import { Trail } from './trail.tsx';
import { endTrial, pullBack, type Trial, trialsQuery, waitingContactsQuery } from './trial-api.ts';
import { WaitingContacts } from './waiting-contacts.tsx';

const route = getRouteApi('/ladders/$id/trials/$version');

export function TrialScreen() {
  const { id, version: number } = route.useParams();
  const version = Number(number);
  const said = useSaid();
  const { data: ladder, error } = useQuery(ladderQuery(id, version));
  const trials = useQuery(trialsQuery(id));
  if (error ?? trials.error) throw error ?? trials.error;
  if (!ladder || !trials.data) return <Opening />;
  const name = said(ladder.name) || id;
  const trial = trials.data.find((one) => one.version === version);
  return (
    <Page
      title={
        <Trans>
          Trial run of ‘{name}’, version {version}
        </Trans>
      }
    >
      <Trail ladderId={id} inHistory />
      {trial ? (
        <>
          <State ladderId={id} trial={trial} />
          {(trial.running || trial.waiting > 0) && <Waiting ladder={ladder} version={version} />}
        </>
      ) : (
        <Notice kind="info">
          <Trans>This version never was on trial.</Trans>
        </Notice>
      )}
    </Page>
  );
}

function State({ ladderId, trial }: { ladderId: string; trial: Trial }) {
  const { t } = useLingui();
  const when = useWhen();
  const { data: session } = useQuery(sessionQuery);
  const [asked, setAsked] = useState<'end' | 'pull-back' | null>(null);
  const { version, contacts, released, waiting, running, ended_by } = trial;
  const has = (...roles: string[]) => session?.roles.some((role) => roles.includes(role)) ?? false;
  if (!running) {
    const ended = when.minute(trial.ended_at!);
    return (
      <Notice kind="good">
        {ended_by === null
          ? t`The trial ended on ${ended}, when ${released} contacts were released. All go by themselves now.`
          : t`${ended_by} ended the trial on ${ended}; ${released} contacts were released one by one. All go by themselves now.`}
      </Notice>
    );
  }
  return (
    <Section
      title={<Trans>How far it is</Trans>}
      aside={
        <span className={styles.buttons}>
          {has('collector', 'approver', 'designer') && waiting > 0 && (
            <Button size="s" onPress={() => setAsked('pull-back')}>
              <Trans>Pull back …</Trans>
            </Button>
          )}
          {has('designer', 'approver') && (
            <Button size="s" onPress={() => setAsked('end')}>
              <Trans>End the trial …</Trans>
            </Button>
          )}
        </span>
      }
    >
      <ProgressBar
        aria-label={t`Contacts that were released`}
        value={released}
        maxValue={contacts}
        className={styles.progress!}
      >
        {({ percentage }) => (
          <>
            <span className={styles.rail}>
              <span className={styles.fill} style={{ width: `${percentage}%` }} />
            </span>
            <span role="status" className="tabular">
              <Trans>
                {released} of {contacts} released
              </Trans>
            </span>
          </>
        )}
      </ProgressBar>
      <p className={styles.lead}>
        <Trans>
          Each mail, letter and handover of this version waits until a person releases it. Once {contacts} were
          released, the rest goes by itself, and so does what still waits then.
        </Trans>
      </p>
      {asked === 'end' && <EndTrial ladderId={ladderId} trial={trial} onClose={() => setAsked(null)} />}
      {asked === 'pull-back' && (
        <HoldDialog
          title={t`Pull back all that waits`}
          onClose={() => setAsked(null)}
          hold={(hold) => pullBack(ladderId, version, hold)}
        >
          <Plural
            value={waiting}
            one="Nothing goes out: the invoice that waits is held. The trial goes on; after the hold its contact is asked about again."
            other="Nothing goes out: the # invoices that wait are held. The trial goes on; after the hold their contacts are asked about again."
          />
        </HoldDialog>
      )}
    </Section>
  );
}

function EndTrial({ ladderId, trial, onClose }: { ladderId: string; trial: Trial; onClose: () => void }) {
  const { t } = useLingui();
  const told = useErrorText();
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endTrial(ladderId, trial.version),
    onSuccess: onClose,
    onSettled: () => Promise.all(['task', 'ladder'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <Dialog
      title={t`End the trial`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      action={
        <Button kind="primary" isDisabled={ending.isPending} onPress={() => ending.mutate()}>
          {trial.waiting > 0 ? <Trans>Release all, and end the trial</Trans> : <Trans>End the trial</Trans>}
        </Button>
      }
    >
      {ending.error && <Notice kind="error">{told(ending.error)}</Notice>}
      <p>
        <Plural
          value={trial.waiting}
          _0="Nothing waits now. From here on every contact of this version goes by itself."
          one="The contact that waits goes out, as far as it is still due; from here on every contact of this version goes by itself."
          other="The # contacts that wait go out, as far as each is still due; from here on every contact of this version goes by itself."
        />
      </p>
    </Dialog>
  );
}

function Waiting({
  ladder,
  version,
}: {
  ladder: { id: string } & Parameters<typeof WaitingContacts>[0]['ladder'];
  version: number;
}) {
  const told = useErrorText();
  const { data: session } = useQuery(sessionQuery);
  const maySee = session?.roles.some((role) => ['collector', 'approver', 'operator'].includes(role)) ?? false;
  const { data, error } = useQuery({ ...waitingContactsQuery(ladder.id, version), enabled: maySee });
  return (
    <Section title={<Trans>What waits</Trans>}>
      {!maySee && (
        <p className={styles.lead}>
          <Trans>Who works on cases looks at what waits, and releases it.</Trans>
        </p>
      )}
      {error && <Notice kind="error">{told(error)}</Notice>}
      {data?.data.length === 0 && (
        <p className={styles.lead}>
          <Trans>Nothing waits now. What this version is about to send comes to stand here.</Trans>
        </p>
      )}
      {data && data.data.length > 0 && <WaitingContacts ladder={ladder} contacts={data.data} />}
      {data?.next && (
        <p className={styles.quiet}>
          <Trans>More wait than are shown here; they come up as these are decided on.</Trans>
        </p>
      )}
    </Section>
  );
}
