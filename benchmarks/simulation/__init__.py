"""The platform under more creates than anybody has sent yet: API Gateway, Lambda and DynamoDB, in steps of 5 ms."""
