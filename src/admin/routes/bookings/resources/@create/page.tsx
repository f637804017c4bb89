import { CreateResource } from "../../../../components/resource/create-resource"

export default CreateResource
