/** Every signal that the outbox calls sent was heard by its workflow: what is marked too early is lost with the server. */
import { START, workflowIdOf } from '../../server/relay.ts';
import type { Evidence } from './evidence.ts';
import { signalKey } from './heard.ts';

export function checkSignals({ outbox, heard }: Evidence): string[] {
  const wrong: string[] = [];
  const sent = outbox.filter(({ sent_at }) => sent_at !== null);
  const about = sent.map(({ invoice_id, arrangement_id, signal, payload }) => {
    const workflow = workflowIdOf(invoice_id === null ? { arrangementId: arrangement_id! } : { invoiceId: invoice_id });
    return { workflow, signal, key: signalKey(signal, (payload as { id?: unknown } | null)?.id) };
  });
  for (const [what, rows] of Map.groupBy(about, ({ workflow, key }) => `${key} of ${workflow}`)) {
    const { workflow, signal, key } = rows[0]!;
    const known = heard.get(workflow);
    if (signal === START ? known : (known?.signals.get(key) ?? 0) >= rows.length) continue;
    wrong.push(`${what} is called sent, and its workflow never heard it`);
  }
  return wrong;
}
