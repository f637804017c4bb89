import { CreateGroup } from "../../../../components/group/group-form"

export default CreateGroup
