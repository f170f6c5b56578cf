import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../servers/testing.ts';
import { OutboxFolder } from './outbox-folder.ts';

const mail = (messageId: string, text = 'Beste klant,') => ({
  messageId,
  title: '2026-03-03 Herinnering',
  from: 'administratie@eiser.example',
  to: 'klant@debiteur.example',
  raw: Buffer.from(`Message-ID: ${messageId}\r\n\r\n${text}\r\n`),
});

test('a mail becomes a file that holds the whole message', async () => {
  const folder = join(temporaryFolder(), 'new', 'outbox');
  expect(await new OutboxFolder(folder).send(mail('<abc@eiser.example>'))).toEqual({ status: 'accepted' });
  expect(readdirSync(folder)).toEqual(['2026-03-03-Herinnering.abc-eiser-example.eml']);
  expect(readFileSync(join(folder, '2026-03-03-Herinnering.abc-eiser-example.eml'), 'utf8')).toBe(
    'Message-ID: <abc@eiser.example>\r\n\r\nBeste klant,\r\n',
  );
});

test('the same message again is the same file; another message is another', async () => {
  const folder = temporaryFolder();
  const outbox = new OutboxFolder(folder);
  await outbox.send(mail('<abc@eiser.example>'));
  expect(await outbox.send(mail('<abc@eiser.example>', 'Nogmaals,'))).toEqual({ status: 'accepted' });
  expect(readdirSync(folder)).toHaveLength(1);
  await outbox.send(mail('<def@eiser.example>'));
  expect(readdirSync(folder)).toHaveLength(2);
});

test.each([
  '<../../../evil@x>',
  '</etc/passwd@x>',
  '<..>',
  '..',
  '<a\0b@x>',
  '<..\\..\\evil@x>',
  '<>',
  `<${'é/'.repeat(40)}@x>`,
])('a hostile Message-ID cannot lead out of the folder: %j', async (messageId) => {
  const parent = temporaryFolder();
  const folder = join(parent, 'a', 'outbox');
  const outbox = new OutboxFolder(folder);
  expect(await outbox.send(mail(messageId))).toEqual({ status: 'accepted' });
  expect(await outbox.holds(messageId)).toBe(true);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[A-Za-z0-9._-]*\.eml$/)]);
  expect(readdirSync(parent)).toEqual(['a']);
  expect(readdirSync(join(parent, 'a'))).toEqual(['outbox']);
});

test('a folder that cannot be written defers, and says why', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  expect(await new OutboxFolder(join(file, 'outbox')).send(mail('<abc@eiser.example>'))).toEqual({
    status: 'deferred',
    problem: expect.stringMatching(/^the outbox folder cannot be written: .*(ENOTDIR|EEXIST)/),
  });
});

test('it holds what it took, and nothing that was only begun', async () => {
  const folder = temporaryFolder();
  const outbox = new OutboxFolder(folder);
  expect(await outbox.holds('<abc@eiser.example>')).toBe(false);
  await outbox.send(mail('<abc@eiser.example>'));
  expect(await outbox.holds('<abc@eiser.example>')).toBe(true);
  expect(await outbox.holds('<def@eiser.example>')).toBe(false);

  writeFileSync(join(folder, 'ghi-eiser.example.eml.part'), 'Message-ID: <ghi');
  expect(await outbox.holds('<ghi@eiser.example>')).toBe(false);
});
