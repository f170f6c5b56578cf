/**
 * What a user can do, one file each: its words, its keys, when it can be done and what it does. Bar, menus, palette and
 * keyboard are all made from these.
 */
import type { MessageDescriptor } from '@lingui/core';
import type { LucideIcon } from 'lucide-react';
import type { EditorState, EditorStore } from '../draft/editor-store.ts';

export interface Action {
  id: string;
  label: MessageDescriptor;
  icon?: LucideIcon;
  /** Keys as `mod+shift+z`, where `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys?: readonly string[];
  isAvailable: (state: EditorState) => boolean;
  run: (store: EditorStore) => void;
}
