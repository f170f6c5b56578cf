/** The decision about a request: by an approver who is another person; the one who asked may take it back. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText } from '../app/error-text.ts';
import { sessionQuery } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './publish.module.css';
import { approve, isOwn, type Publication, refuse, withdraw } from './publish-api.ts';

/** As the API allows. */
const MAX_REASON_CHARS = 1000;

export function Decide({ publication }: { publication: Publication }) {
  const { t } = useLingui();
  const told = useErrorText();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [isRefusing, setIsRefusing] = useState(false);
  const { ladder, id } = publication;
  const after = () =>
    Promise.all(['ladder', 'draft', 'invoice'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const approving = useMutation({ mutationFn: () => approve(ladder, id), onSettled: after });
  const withdrawing = useMutation({ mutationFn: () => withdraw(ladder, id), onSettled: after });
  const error = approving.error ?? withdrawing.error;
  const isMine = isOwn(publication, session);
  const mayDecide = !isMine && session?.roles.includes('approver');
  const mayWithdraw = session?.roles.includes('designer');
  if (!isMine && !mayDecide && !mayWithdraw) return null;
  return (
    <section className={styles.finish} aria-label={t`Decision`}>
      {error && <Notice kind="error">{told(error)}</Notice>}
      {isMine && (
        <Notice kind="info">
          <Trans>You asked for this yourself: a colleague who may approve decides about it.</Trans>
        </Notice>
      )}
      <div className={styles.buttons}>
        {mayWithdraw && (
          <Button isDisabled={withdrawing.isPending} onPress={() => withdrawing.mutate()}>
            <Trans>Take back the request</Trans>
          </Button>
        )}
        {mayDecide && (
          <>
            <Button kind="danger" onPress={() => setIsRefusing(true)}>
              <Trans>Refuse …</Trans>
            </Button>
            <Button kind="primary" isDisabled={approving.isPending} onPress={() => approving.mutate()}>
              <Trans>Approve and publish</Trans>
            </Button>
          </>
        )}
      </div>
      {isRefusing && <Refuse publication={publication} onEnd={after} onClose={() => setIsRefusing(false)} />}
    </section>
  );
}

interface RefuseProps {
  publication: Publication;
  onEnd: () => Promise<unknown>;
  onClose: () => void;
}

function Refuse({ publication, onEnd, onClose }: RefuseProps) {
  const { t } = useLingui();
  const told = useErrorText();
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isEmpty = reason.trim() === '';
  const refusing = useMutation({
    mutationFn: () => refuse(publication.ladder, publication.id, reason.trim()),
    onSuccess: onClose,
    onSettled: onEnd,
  });
  return (
    <Dialog
      title={t`Refuse to publish`}
      isOpen
      onClose={onClose}
      action={
        <Button
          kind="danger"
          isDisabled={refusing.isPending}
          onPress={() => {
            setIsTried(true);
            if (!isEmpty) refusing.mutate();
          }}
        >
          <Trans>Refuse</Trans>
        </Button>
      }
    >
      {refusing.error && <Notice kind="error">{told(refusing.error)}</Notice>}
      <TextField
        label={t`Reason, for ${publication.asked_by}`}
        rows={3}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON_CHARS}
        error={isTried && isEmpty ? t`Say why, so that your colleague knows what to change.` : null}
        autoFocus
      />
    </Dialog>
  );
}
