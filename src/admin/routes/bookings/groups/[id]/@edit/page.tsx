import { EditGroup } from "../../../../../components/group/group-form"

export default EditGroup
