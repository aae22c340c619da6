// What makes the scores of an evaluation other than they seem: labels outside their images, and limits that were reached.
import { edgeCode } from '../../data/rules/image/edges.ts'
import type { Evaluation } from '../../detect/evaluate.ts'

/** A stable code, what it is about, and the sentence in English and Chinese. */
export interface EvaluationWarning {
  readonly code: 'boxes-outside' | 'candidates-capped'
  /** How many images, and the first of them. */
  readonly images: number
  readonly first: string
  /** Labels that do not lie inside; of `boxes-outside` alone. */
  readonly boxes?: number
  readonly message: string
  readonly message_zh: string
}

/** Labels count as `check` counts them: with its tolerance, and those that are ignored as well. */
export function warningsOf({ images }: Pick<Evaluation, 'images'>): EvaluationWarning[] {
  const outside = images
    .map(({ sample, width, height }) => ({
      name: sample.name,
      boxes: sample.texts.filter((text) => edgeCode(text, { width, height }) !== undefined).length,
    }))
    .filter(({ boxes }) => boxes > 0)
  const capped = images.filter(({ notes = [] }) => notes.some(({ code }) => code === 'candidates-capped'))
  return [
    ...(outside.length > 0 ? [boxesOutside(outside)] : []),
    ...(capped.length > 0 ? [candidatesCapped(capped.map(({ sample }) => sample.name))] : []),
  ]
}

function boxesOutside(found: readonly { readonly name: string; readonly boxes: number }[]): EvaluationWarning {
  const boxes = found.reduce((sum, one) => sum + one.boxes, 0)
  const [images, first] = [found.length, found[0].name]
  return {
    code: 'boxes-outside',
    images,
    first,
    boxes,
    message: `Labels reach out of their images: ${boxes} in ${images}, first ${first}; they are scored as they are (ocrdet check names each)`,
    message_zh: `有标注超出图片范围：${images} 张图片中 ${boxes} 个，首个为 ${first}；评分时按原样计入（ocrdet check 会逐一列出）`,
  }
}

function candidatesCapped(names: readonly string[]): EvaluationWarning {
  const [images, first] = [names.length, names[0]]
  return {
    code: 'candidates-capped',
    images,
    first,
    message: `The limit of areas was reached on ${images} of the images, first ${first}: texts below are missing (--max-candidates looks at more)`,
    message_zh: `${images} 张图片达到候选区域上限，首张为 ${first}：其下的文字缺失（--max-candidates 可处理更多）`,
  }
}
