'use client';

import { createContext, use, type ReactNode } from 'react';
import { useStore } from 'zustand';

import type { ArithmeticController, ArithmeticState } from './controller';

const ArithmeticContext = createContext<ArithmeticController | undefined>(undefined);

export function ArithmeticProvider(props: {
  controller: ArithmeticController;
  children: ReactNode;
}) {
  return <ArithmeticContext value={props.controller}>{props.children}</ArithmeticContext>;
}

export function useArithmeticController(): ArithmeticController {
  const controller = use(ArithmeticContext);
  if (!controller) throw new Error('This component belongs inside the arithmetic screen.');
  return controller;
}

/** A part of the state; `select` must return the same value for the same state. */
export function useArithmetic<Part>(select: (state: ArithmeticState) => Part): Part {
  return useStore(useArithmeticController().store, select);
}
