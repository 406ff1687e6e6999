import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Target } from './target.js';

/** Goes where a number leads. */
export function useGo(): (target: Target) => void {
  const navigate = useNavigate();
  return useCallback((target) => void navigate(target), [navigate]);
}
