'use client';

import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';

import type { WalkController } from './controller';
import type { PlayerState } from './player';

const WalkContext = createContext<WalkController | undefined>(undefined);

export function WalkProvider(props: { controller: WalkController; children: ReactNode }) {
  return <WalkContext value={props.controller}>{props.children}</WalkContext>;
}

export function useWalkController(): WalkController {
  const controller = use(WalkContext);
  if (!controller) throw new Error('This component belongs inside the walk screen.');
  return controller;
}

/** A part of the player's state; `select` must return the same value for the same state. */
export function usePlayer<Part>(select: (state: PlayerState) => Part): Part {
  return useStore(useWalkController().player.store, select);
}
