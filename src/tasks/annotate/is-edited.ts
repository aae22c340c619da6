// Whether a data set that something names is open for editing; not an error where it is gone or may not be read.
import { isOpenForEditing } from '../../annotate/folder.ts'
import { UserError } from '../../core/errors.ts'
import { refuseOutside } from '../../core/inside.ts'

/** @param data path of its folder */
export function isEdited(data: string): boolean {
  try {
    refuseOutside(data)
    return isOpenForEditing(data)
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}
