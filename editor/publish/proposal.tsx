/** What is about to be published, whatever it comes from: what changes, what keeps it back, what running invoices do. */
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Ladder } from '../../ladder/definition.ts';
import { ApiError } from '../app/api.ts';
import { useErrorText } from '../app/error-text.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useActionWords } from './action-words.ts';
import { BookLink } from './book-link.tsx';
import { ChangeSection } from './change-section.tsx';
import { type MovingState, useMoving } from './moving.ts';
import { Obstacles } from './obstacles.tsx';
import styles from './publish.module.css';
import {
  type Moving,
  type Preview,
  type Publication,
  type Publishing,
  previewPublishing,
  type Source,
} from './publish-api.ts';
import { RunningSection } from './running-section.tsx';
import { TrialSection } from './trial-section.tsx';

/** As the API allows. */
const MAX_NOTE_CHARS = 1000;
const NOTHING_MOVES: Moving = { running: [], per_day: 1 };

interface ProposalProps {
  ladderId: string;
  /** What is published now; null for a new ladder. */
  from: Ladder | null;
  to: Ladder;
  source: Source;
  /** Changes whenever what is proposed does. */
  state: number;
  /** What keeps it back that the screen above it knows. */
  stop: string | null;
  publish: (publishing: Publishing) => Promise<Publication>;
}

/** An id for what is published, so that asked twice it is published once. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function Proposal({ ladderId, from, to, source, state, stop, publish }: ProposalProps) {
  const { t } = useLingui();
  const told = useErrorText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const running = useMoving(ladderId, to);
  const [id] = useState(newId);
  const [trial, setTrial] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [isWanted, setIsWanted] = useState(false);
  const moving = running.moving ?? NOTHING_MOVES;
  const preview = useQuery({
    queryKey: ['draft', ladderId, 'preview', source, state, moving],
    queryFn: ({ signal }) => previewPublishing(ladderId, source, moving, signal),
    placeholderData: keepPreviousData,
  });
  const submit = useMutation({
    mutationFn: () => {
      const said = note.trim();
      const base = from?.version ?? null;
      return publish({
        id,
        ...running.moving!,
        base_version: base,
        ...(trial !== null && { trial }),
        ...(said !== '' && { note: said }),
      });
    },
    onSuccess: async (publication) => {
      await Promise.all(['draft', 'ladder', 'invoice'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      await navigate({
        to: '/ladders/$id/publications/$publication',
        params: { id: ladderId, publication: publication.id },
      });
    },
    onError: (error) => {
      // Somebody was first: what is shown is out of date.
      if (error instanceof ApiError && error.status === 409) void client.invalidateQueries({ queryKey: ['draft'] });
    },
  });
  const isFresh = preview.data !== undefined && !preview.isPlaceholderData;
  const whyNot = useWhyNot(stop, running, isFresh ? preview.data : undefined);
  const noNumber = Number.isNaN(trial);
  const why = whyNot ?? (noNumber ? t`Say above how many contacts a person releases.` : null);
  const asks = preview.data?.approval ?? false;
  const version = (from?.version ?? 0) + 1;
  const mapping = moving.running.find((move) => move.from === from?.version)?.mapping;
  return (
    <>
      {preview.error && (
        <Notice
          kind="error"
          action={
            <Button size="s" onPress={() => void preview.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {told(preview.error)}
        </Notice>
      )}
      <ChangeSection from={from} to={to} mapping={mapping} />
      {preview.data && <Obstacles ladderId={ladderId} to={to} preview={preview.data} />}
      <BookLink ladderId={ladderId} source={source} />
      <RunningSection to={to} state={running} preview={preview.data} isFresh={isFresh} />
      <TrialSection ladderId={ladderId} contacts={trial} onChange={setTrial} />
      {preview.isPending ? (
        <p role="status">
          <Trans>What it would do is being worked out …</Trans>
        </p>
      ) : (
        <section className={styles.finish} aria-label={t`Publish`}>
          {asks && (
            <Notice kind="info">
              <Trans>
                This ladder has steps with consequences in law, or hands over to an agency. A colleague who may approve
                looks at it first; nothing changes before.
              </Trans>
            </Notice>
          )}
          <TextField
            label={asks ? t`Note for who approves` : t`Note for the history (may be left empty)`}
            value={note}
            onChange={setNote}
            rows={2}
            maxLength={MAX_NOTE_CHARS}
          />
          {submit.error && <Notice kind="error">{told(submit.error)}</Notice>}
          {isWanted && why && <Notice kind="warning">{why}</Notice>}
          <div className={styles.buttons}>
            <Button
              kind="primary"
              isDisabled={submit.isPending}
              onPress={() => {
                setIsWanted(true);
                if (why === null) submit.mutate();
              }}
            >
              {asks ? <Trans>Ask for approval</Trans> : <Trans>Publish version {version}</Trans>}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}

/** Why it cannot be published as it stands, in a sentence; null where it can. */
function useWhyNot(stop: string | null, { versions, choice, moving }: MovingState, preview: Preview | undefined) {
  const { t } = useLingui();
  const words = useActionWords();
  if (stop !== null) return stop;
  if (preview?.unchanged) return t`Nothing differs from what is published.`;
  if (preview?.problems.some(({ severity }) => severity === 'error'))
    return t`The checks found errors: mend them first; the list above leads to each.`;
  if (preview?.checks.some(({ holds }) => holds === false))
    return t`A saved check does not hold: change the ladder, or the check if it is no longer wanted.`;
  if (versions !== null && versions.length > 0 && choice === null)
    return t`Choose above what running invoices do with the new version.`;
  if (moving !== null && choice !== null && choice !== 'new_only' && moving.running.length === 0)
    return t`Choose which versions go along, or choose new invoices only.`;
  const found = preview?.running.flatMap(({ from, problems }) => problems.map((one) => ({ ...one, from })))[0];
  if (found) {
    const { rule, step, from: version, sentence } = found;
    const name = step && words.step(versions?.find((one) => one.version === version)?.ladder, step);
    if (rule === 'unmapped-step')
      return t`Say above which step takes the place of ‘${name}’ of version ${version}: invoices stand at it, or have it behind them.`;
    if (rule === 'kind-differs')
      return t`‘${name}’ of version ${version} is a notice on which later steps rely in law: a step of its sort has to take its place.`;
    return sentence;
  }
  if (preview === undefined || moving === null) return t`What it would do is being worked out; try again in a moment.`;
  return null;
}
